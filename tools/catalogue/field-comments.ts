import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

/** What the comments of a schema file say about each field, by the field's path as in `addresses[].kind`. */
export function fieldComments(file: string, schema: string): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  const found = constantOf(sourceOf(file), schema);
  if (found !== undefined) read(found, '', comments);
  return comments;
}

interface Place {
  readonly node: ts.Expression;
  readonly source: ts.SourceFile;
}

function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The value of a constant of a file, or of the file that it is imported from. */
function constantOf(source: ts.SourceFile, name: string): Place | undefined {
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      const declared = statement.declarationList.declarations.find(
        (each) => each.name.getText(source) === name,
      );
      if (declared?.initializer !== undefined) return { node: declared.initializer, source };
    }
    if (ts.isImportDeclaration(statement) && importsName(statement, name)) {
      const file = fileOf(source, statement.moduleSpecifier.getText(source).slice(1, -1));
      return file === undefined ? undefined : constantOf(sourceOf(file), name);
    }
  }
  return undefined;
}

function importsName({ importClause }: ts.ImportDeclaration, name: string): boolean {
  const bindings = importClause?.namedBindings;
  return (
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.some((each) => each.name.text === name)
  );
}

/** Files of the project only: zod itself describes nothing of ours. */
function fileOf(source: ts.SourceFile, specifier: string): string | undefined {
  if (specifier.startsWith('#src/')) return specifier.slice(1);
  return specifier.startsWith('.') ? resolve(dirname(source.fileName), specifier) : undefined;
}

function read({ node, source }: Place, path: string, into: Map<string, string>): void {
  if (ts.isIdentifier(node)) {
    const found = constantOf(source, node.text);
    if (found !== undefined) read(found, path, into);
  }
  if (ts.isObjectLiteralExpression(node)) readFields(node, source, path, into);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
  const { expression: owner, name } = node.expression;
  const last = node.arguments.at(-1);
  if (owner.getText(source) !== 'z') read({ node: owner, source }, path, into);
  if (last === undefined) return;
  const inner: Readonly<Record<string, string>> = {
    object: path,
    strictObject: path,
    looseObject: path,
    extend: path,
    array: `${path}[]`,
    record: `${path}.*`,
  };
  const innerPath = inner[name.text];
  if (innerPath !== undefined) read({ node: last, source }, innerPath, into);
}

function readFields(
  node: ts.ObjectLiteralExpression,
  source: ts.SourceFile,
  path: string,
  into: Map<string, string>,
): void {
  for (const field of node.properties) {
    if (ts.isSpreadAssignment(field)) read({ node: field.expression, source }, path, into);
    if (!ts.isPropertyAssignment(field)) continue;
    const name = path === '' ? field.name.getText(source) : `${path}.${field.name.getText(source)}`;
    const comment = commentBefore(field, source);
    if (comment !== '') into.set(name, comment);
    read({ node: field.initializer, source }, name, into);
  }
}

function commentBefore(node: ts.Node, source: ts.SourceFile): string {
  const ranges = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  const last = ranges.map(({ pos, end }) => source.text.slice(pos, end)).at(-1) ?? '';
  if (!last.startsWith('/**')) return '';
  return last
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}
