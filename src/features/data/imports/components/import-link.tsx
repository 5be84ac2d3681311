import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { ImportKind } from '../../../../../shared/contracts/import-kinds.ts';

interface ImportLinkProps {
  readonly kind: ImportKind;
  /** e.g. "Import terms". */
  readonly children: string;
}

/** From a list of what can be imported to where its files are taken. */
export function ImportLink({ kind, children }: ImportLinkProps) {
  return (
    <Button
      component={Link}
      to={`/import?kind=${kind}`}
      variant="default"
      leftSection={<IconFileImport size={16} stroke={1.6} aria-hidden />}
    >
      {children}
    </Button>
  );
}
