/**
 * The known name nearest to a misspelt one, by the number of letters to insert, delete, replace or swap.
 * @param known names in lower case
 * @returns null when none is near: more than 2 changes, or more than a third of the letters
 * @see Damerau (1964), Communications of the ACM 7(3), in the form that edits no substring twice
 */
export function nearestName(name: string, known: Iterable<string>): string | null {
  const wanted = bare(name);
  const limit = Math.min(2, Math.floor(wanted.length / 3));
  let nearest: string | null = null;
  let smallest = limit + 1;
  for (const candidate of known) {
    const other = bare(candidate);
    if (Math.abs(other.length - wanted.length) >= smallest) continue;
    const distance = editDistance(wanted, other);
    if (distance < smallest) {
      nearest = candidate;
      smallest = distance;
    }
  }
  return nearest;
}

/** "RED UK", "red_uk" and "Red-UK" are the same to a reader. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforePrevious[j - 2] ?? 0) + 1);
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
