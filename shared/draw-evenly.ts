/** At most so many of the rows, spread evenly over all of them; the same rows give the same draw. */
export function drawEvenly<T>(rows: readonly T[], most: number): readonly T[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, index) => rows[Math.floor((index * rows.length) / most)]!);
}
