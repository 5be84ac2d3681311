import { AppShell, Burger, Group, Kbd, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
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
  const [menuOpened, menu] = useDisclosure();
  const [paletteOpens, setPaletteOpens] = useState(0);
  const [helpOpened, help] = useDisclosure();
  useKeyboardListener();
  useLiveEventStream();
  const openPalette = () => setPaletteOpens(count => count + 1);
  useShortcut('mod+k', 'Search and commands', openPalette, 'Everywhere');
  useShortcut('?', 'List of keys', help.toggle, 'Everywhere');

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
    <AppShell
      layout="alt"
      header={{ height: 48 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !menuOpened } }}
      padding={{ base: 'sm', sm: 'lg' }}
      transitionDuration={160}
    >
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <AppShell.Header className={classes.header}>
        <Burger
          hiddenFrom="sm"
          size="sm"
          opened={menuOpened}
          onClick={menu.toggle}
          aria-label={menuOpened ? 'Close the menu' : 'Open the menu'}
        />
        <UnstyledButton
          className={classes.search}
          onClick={openPalette}
          aria-label="Search and commands"
          visibleFrom="sm"
        >
          <IconSearch size={14} aria-hidden />
          <span>Search or jump to</span>
          <Kbd size="xs">{navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'} K</Kbd>
        </UnstyledButton>
        <SampleLabel />
        <Group gap="sm" ml="auto" wrap="nowrap">
          <PlanningDate />
          <LiveBadge />
          <UserMenu onHelp={help.open} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar}>
        <Navigation routes={routes} menuOpened={menuOpened} onClose={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <div className={classes.page}>{children}</div>
      </AppShell.Main>
      <Suspense>
        {paletteOpens > 0 && <CommandPalette routes={routes} opens={paletteOpens} />}
        {helpOpened && <KeyboardHelp onClose={help.close} />}
      </Suspense>
    </AppShell>
  );
}

/** On every page of the sample workspace, so that nobody takes its figures for their own. */
function SampleLabel() {
  const { workspace } = useSession();
  if (!workspace.isSample) return null;
  return (
    <Tooltip label="These are sample figures, made to try the product with. No real business is shown.">
      <span className={classes.sample}>
        <IconFlask size={13} stroke={2} aria-hidden />
        Sample workspace
      </span>
    </Tooltip>
  );
}

function PlanningDate() {
  const { workspace } = useSession();
  const format = useFormat();
  const why = workspace.planningDatePinned
    ? 'Planning date. Pinned: “today” for every figure is this day.'
    : 'Planning date: “today” for every figure.';
  return (
    <Tooltip label={why}>
      <Text span size="xs" className={classes.planningDate}>
        <IconCalendarEvent size={14} stroke={1.7} aria-hidden />
        <span className="visually-hidden">Planning date </span>
        <time dateTime={workspace.planningDate}>{format.day(workspace.planningDate)}</time>
      </Text>
    </Tooltip>
  );
}
