import { Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { absent } from '../format.ts';
import { AsOf } from './as-of.tsx';
import classes from './stat-tile.module.css';

export interface StatTileProps {
  readonly label: string;
  /** Already formatted; null when the figure is not known. */
  readonly value: string | null;
  /** Shown small after the value, e.g. "days". */
  readonly unit?: string;
  readonly trend?: {
    /** Decides the arrow. */
    readonly direction: 'up' | 'down' | 'flat';
    /** Whether the movement is welcome; decides the colour. */
    readonly tone: 'good' | 'bad' | 'neutral';
    /** With its base, e.g. "+4.2% on last month". */
    readonly text: string;
  };
  /** e.g. "target under 55 days". */
  readonly target?: ReactNode;
  /** Why the value is absent or partial, e.g. "2 of 9 products have no cost". */
  readonly note?: ReactNode;
  readonly asOf?: string | null | undefined;
  /** Where the rows behind the figure are. */
  readonly to?: string;
  /** A sparkline, usually. */
  readonly children?: ReactNode;
}

const arrows = { up: IconArrowUpRight, down: IconArrowDownRight, flat: IconMinus };

/** One figure with its unit, trend, age and a link to the rows behind it. */
export function StatTile({ label, value, unit, trend, target, note, asOf, to, children }: StatTileProps) {
  const Arrow = trend && arrows[trend.direction];
  return (
    <div className={classes.root}>
      <div className={classes.label}>
        {to ? (
          <Link className={classes.link} to={to}>
            {label}
          </Link>
        ) : (
          label
        )}
      </div>
      <div className={classes.figure}>
        <span className={classes.value} data-absent={value === null || undefined}>
          {value ?? absent}
        </span>
        {unit && value !== null && <span className={classes.unit}>{unit}</span>}
      </div>
      {trend && Arrow && (
        <div className={classes.trend} data-tone={trend.tone}>
          <Arrow size={14} stroke={2} aria-hidden />
          {trend.text}
        </div>
      )}
      {(target || note) && (
        <Text size="xs" c="dimmed" component="div">
          {target}
          {target && note ? ' · ' : ''}
          {note}
        </Text>
      )}
      {children && <div className={classes.extra}>{children}</div>}
      {asOf !== undefined && (
        <div className={classes.foot}>
          <AsOf at={asOf} />
        </div>
      )}
    </div>
  );
}
