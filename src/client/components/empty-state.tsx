import { Button, Group, Text, Title } from '@mantine/core';
import { IconDatabaseOff, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './state.module.css';

export interface EmptyStateProps {
  /** What is missing, e.g. "No sales have been imported yet". */
  readonly title: string;
  /** What will show here, and what it needs. */
  readonly description: ReactNode;
  /** Where the reader mends it. */
  readonly fix?: { readonly label: string; readonly to: string };
  readonly icon?: TablerIcon;
  /** Further buttons, e.g. "Clear filters". */
  readonly children?: ReactNode;
}

/** Absent data: names the missing source and links to the fix. Never filler. */
export function EmptyState({ title, description, fix, icon: Icon = IconDatabaseOff, children }: EmptyStateProps) {
  return (
    <div className={classes.root}>
      <span className={classes.icon}>
        <Icon size={20} stroke={1.6} aria-hidden />
      </span>
      <Title order={3}>{title}</Title>
      <Text c="dimmed" maw="46ch" component="div">
        {description}
      </Text>
      {(fix || children) && (
        <Group gap="xs" mt={6} justify="center">
          {children}
          {fix && (
            <Button component={Link} to={fix.to}>
              {fix.label}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
