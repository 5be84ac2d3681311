import { Button } from '@mantine/core';
import { IconBug, IconRefresh } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';

interface State {
  readonly error: unknown;
}

/** Keeps a page's bug, or page code that could not be fetched, from taking the shell down. */
export class PageErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const notFetched = error instanceof TypeError && /import|fetch|module/i.test(error.message);
    return (
      <div role="alert">
        <EmptyState
          icon={notFetched ? IconRefresh : IconBug}
          title={notFetched ? 'A newer version is available' : 'This page has failed'}
          description={
            notFetched
              ? 'This page could not be fetched; the product may have been updated since you opened it.'
              : `Everything else still works. If it happens again, tell support: ${error instanceof Error ? error.message : String(error)}`
          }
        >
          <Button onClick={() => location.reload()}>Reload</Button>
        </EmptyState>
      </div>
    );
  }
}
