import { Burger, Kbd, UnstyledButton } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconCalendarEvent, IconFlask, IconSearch } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { matchPath, useLocation } from 'react-router';
import { useKeyboardListener, useShortcut } from '../keyboard.ts';
import { useLiveEventStream } from '../live-events.ts';
import type { AppRoute } from '../routes.tsx';
import { useFormat, useSession } from '../session.ts';
import { LiveBadge } from './live-badge.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }));
const KeyboardHelp = lazy(async () => ({ default: (await import('./keyboard-help.tsx')).KeyboardHelp }));

/** What stands around every page. */
export function Shell({ routes, children }: { readonly routes: readonly AppRoute[]; readonly children: ReactNode }) {
  const { pathname } = useLocation();
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [menuOpened, menu] = useDisclosure();
  const [paletteWanted, setPaletteWanted] = useState(false);
  const [helpOpened, help] = useDisclosure();
  const covered = narrow && menuOpened;
  useKeyboardListener();
  useLiveEventStream();
  const openPalette = () => {
    // The store opens it at once, or as soon as its code has arrived.
    setPaletteWanted(true);
    spotlight.open();
  };
  useShortcut('mod+k', 'Search and commands', openPalette, 'Everywhere');
  useShortcut('?', 'List of keys', help.toggle, 'Everywhere');
  useShortcut('Escape', 'Close the menu', menu.close, 'Everywhere', covered);

  const label = routes.find(route => matchPath(route.path, pathname))?.label;
  useEffect(() => {
    document.title = label ? `${label} · Sentia` : 'Sentia';
  }, [label]);

  const closeMenu = menu.close;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the path changes
  useEffect(() => {
    closeMenu();
    window.scrollTo(0, 0);
  }, [pathname, closeMenu]);

  return (
    <div className={classes.root}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <aside className={classes.navbar} data-opened={menuOpened || undefined} inert={narrow && !menuOpened}>
        <Navigation routes={routes} onClose={menu.close} />
      </aside>
      {covered && <div className={classes.backdrop} onPointerDown={menu.close} />}
      <div className={classes.column} inert={covered}>
        <header className={classes.header}>
          <Burger
            className={classes.burger!}
            size="sm"
            opened={false}
            onClick={menu.open}
            aria-expanded={menuOpened}
            aria-label="Open the menu"
          />
          <UnstyledButton className={classes.search} onClick={openPalette}>
            <IconSearch size={14} aria-hidden />
            <span>Search or jump to</span>
            <Kbd size="xs">{navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'} K</Kbd>
          </UnstyledButton>
          <SampleLabel />
          <div className={classes.state}>
            <PlanningDate />
            <LiveBadge />
            <UserMenu onHelp={help.open} />
          </div>
        </header>
        <main id="main" tabIndex={-1} className={classes.main}>
          {children}
        </main>
      </div>
      <Suspense>{paletteWanted && <CommandPalette routes={routes} />}</Suspense>
      <Suspense>{helpOpened && <KeyboardHelp onClose={help.close} />}</Suspense>
    </div>
  );
}

/** On every page of the sample workspace, so that nobody takes its figures for their own. */
function SampleLabel() {
  const { workspace } = useSession();
  if (!workspace.isSample) return null;
  return (
    <span
      className={`${classes.sample} ${classes.tip}`}
      data-tip="Sample figures, made to try the product with. No real business is shown."
    >
      <IconFlask size={13} stroke={2} aria-hidden />
      Sample workspace
    </span>
  );
}

function PlanningDate() {
  const { workspace } = useSession();
  const format = useFormat();
  const why = workspace.planningDatePinned
    ? 'Planning date. Pinned: “today” for every figure is this day.'
    : 'Planning date: “today” for every figure.';
  return (
    <span className={`${classes.planningDate} ${classes.tip}`} data-tip={why}>
      <IconCalendarEvent size={14} stroke={1.7} aria-hidden />
      <span className="visually-hidden">Planning date </span>
      <time dateTime={workspace.planningDate}>{format.day(workspace.planningDate)}</time>
    </span>
  );
}
