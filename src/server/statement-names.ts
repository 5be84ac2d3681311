/**
 * Names the statements that come again and again: what has a name is parsed and planned once for each connection, not
 * once for each request. Lists of ever other lengths make ever other statements, so only so many are named.
 *
 * @returns the name of a statement, the same for the same text; empty for what stays without one
 */
export function statementNames(most: number): (statement: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size === most) return '';
    const name = `statement_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
