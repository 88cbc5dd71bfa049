/** What people see a rule called: `cloudtrail-logging-stopped/rule.yml` → the folder; `aws_root_login.yml` → the file without its ending. */
export function nameOfRule(file: string): string {
  const parts = file.split('/');
  const last = (parts.at(-1) ?? file).replace(/\.ya?ml$/, '');
  return last === 'rule' ? (parts.at(-2) ?? last) : last;
}
