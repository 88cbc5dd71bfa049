/** The ATT&CK techniques among Sigma tags, as they are written there: `attack.t1098.003` is T1098.003. */
export function techniquesIn(tags: readonly string[]): readonly string[] {
  return tags.flatMap(
    (tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1]?.toUpperCase() ?? [],
  );
}
