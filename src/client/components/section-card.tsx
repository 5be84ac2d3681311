import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { AsOf } from './as-of.tsx';
import classes from './section-card.module.css';

export interface SectionCardProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly asOf?: string | null | undefined;
  /** Small controls on the right of the title. */
  readonly actions?: ReactNode;
  /** Lets a table or chart reach the card's edges. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A titled surface that holds one thing. */
export function SectionCard({ title, description, asOf, actions, flush, children }: SectionCardProps) {
  const titleId = useId();
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <div className={classes.header}>
        <div className={classes.words}>
          <Group gap="xs" align="baseline">
            <Title order={2} id={titleId}>
              {title}
            </Title>
            {asOf !== undefined && <AsOf at={asOf} />}
          </Group>
          {description && (
            <Text size="xs" c="dimmed">
              {description}
            </Text>
          )}
        </div>
        {actions && (
          <Group gap="xs" className={classes.actions}>
            {actions}
          </Group>
        )}
      </div>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
