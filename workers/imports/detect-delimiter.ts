import type { Delimiter } from '../../shared/contracts/import-file.ts';

const candidates: readonly Delimiter[] = [',', ';', '\t', '|'];
const linesLookedAt = 50;

/**
 * The delimiter under which most of the first lines have as many fields as the first of them: a decimal comma in a
 * semicolon file occurs in every row, but not in the header.
 * @returns null when no candidate splits the lines
 */
export function detectDelimiter(text: string): Delimiter | null {
  const lines = firstLines(text);
  const scored = candidates
    .map(delimiter => {
      const counts = lines.map(line => fieldCount(line, delimiter));
      const fields = mostFrequent(counts);
      const alike = counts.filter(count => count === fields).length / counts.length;
      const headerAgrees = counts[0] === fields ? 1 : 0;
      return { delimiter, fields, score: alike + headerAgrees };
    })
    .filter(({ fields }) => fields > 1)
    .sort((a, b) => b.score - a.score || b.fields - a.fields);
  return scored[0]?.delimiter ?? null;
}

function firstLines(text: string): string[] {
  // A line may be long, a file longer: only its head is split.
  return text
    .slice(0, 200_000)
    .split(/\r\n|\n|\r/)
    .filter(line => line.trim() !== '')
    .slice(0, linesLookedAt);
}

/** Fields of one line; delimiters inside quotes do not count. */
function fieldCount(line: string, delimiter: Delimiter): number {
  let fields = 1;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) fields += 1;
  }
  return fields;
}

function mostFrequent(counts: readonly number[]): number {
  const frequency = new Map<number, number>();
  for (const count of counts) frequency.set(count, (frequency.get(count) ?? 0) + 1);
  return [...frequency].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}
