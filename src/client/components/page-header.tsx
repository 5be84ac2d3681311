import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { AsOf } from './as-of.tsx';
import classes from './page-header.module.css';

export interface PageHeaderProps {
  readonly title: string;
  /** One line: what this screen answers. */
  readonly description?: ReactNode;
  /** ISO instant or business day of the newest data shown. */
  readonly asOf?: string | null | undefined;
  /** Buttons; the primary one last. */
  readonly actions?: ReactNode;
  /** Filters or tabs below the title. */
  readonly children?: ReactNode;
}

/** Top of a page: the only `h1`, its as-of time, its actions. Takes the focus when the route changes. */
export function PageHeader({ title, description, asOf, actions, children }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another path is another page
  useEffect(() => {
    // The first page leaves the focus to the browser; and what the reader is using on this page keeps it.
    if (key === 'default' || document.activeElement?.closest('main, [role="dialog"]')) return;
    heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <header className={classes.root}>
      <div className={classes.row}>
        <div className={classes.words}>
          <Group gap="sm" align="baseline" wrap="wrap">
            <Title order={1} tabIndex={-1} ref={heading}>
              {title}
            </Title>
            {asOf !== undefined && <AsOf at={asOf} />}
          </Group>
          {description && (
            <Text c="dimmed" maw="72ch">
              {description}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </div>
      {children}
    </header>
  );
}
