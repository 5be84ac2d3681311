import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconInfoCircle,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './status-badge.module.css';

export type StatusTone = 'good' | 'warning' | 'bad' | 'info' | 'waiting' | 'neutral';

const icons: Record<StatusTone, TablerIcon> = {
  good: IconCircleCheck,
  warning: IconAlertTriangle,
  bad: IconCircleX,
  info: IconInfoCircle,
  waiting: IconClock,
  neutral: IconCircleDashed,
};

/** A state in words, with an icon: colour is never alone. */
export function StatusBadge({
  tone,
  children,
  icon,
}: {
  readonly tone: StatusTone;
  readonly children: ReactNode;
  readonly icon?: TablerIcon;
}) {
  const Icon = icon ?? icons[tone];
  return (
    <span className={classes.root} data-tone={tone}>
      <Icon size={13} stroke={2} aria-hidden />
      {children}
    </span>
  );
}
