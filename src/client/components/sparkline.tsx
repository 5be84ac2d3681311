import { linearScale, linePath } from './chart-scale.ts';

export interface SparklineProps {
  /** What it shows and where it goes, in words, e.g. "Weekly demand, rising from 820 to 1,204 units". */
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
}

/** A small line without axes, beside a figure that carries the number. */
export function Sparkline({ label, values, width = 120, height = 28 }: SparklineProps) {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length < 2) return null;
  const x = linearScale([0, values.length - 1], [1, width - 3]);
  const y = linearScale([Math.min(...known), Math.max(...known)], [height - 3, 3]);
  const lastIndex = values.findLastIndex(value => value !== null);
  return (
    <svg
      role="img"
      aria-label={label}
      width="100%"
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      style={{ maxWidth: width, display: 'block' }}
    >
      <path
        d={linePath(values, x, y)}
        fill="none"
        stroke="var(--app-accent)"
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      <circle cx={x(lastIndex)} cy={y(known.at(-1)!)} r={2.25} fill="var(--app-accent)" />
    </svg>
  );
}
