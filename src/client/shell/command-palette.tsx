import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconCommand, IconLogout, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useShortcuts } from '../keyboard.ts';
import type { AppRoute } from '../routes.tsx';
import { useCarriedSearch } from '../use-url-filters.ts';
import { signOut } from './sign-out.ts';

/** ⌘K: every screen, every command that has a key now, colours and sign-out. */
export function CommandPalette({ routes }: { readonly routes: readonly AppRoute[] }) {
  const navigate = useNavigate();
  const carried = useCarriedSearch();
  const shortcuts = useShortcuts();
  const { setColorScheme } = useMantineColorScheme();

  const commands = shortcuts.filter(one => !['Go to', 'Tables', 'Everywhere'].includes(one.group));
  const dark = useComputedColorScheme('light') === 'dark';
  const actions: SpotlightActionGroupData[] = [
    {
      group: 'Go to',
      actions: routes.flatMap(({ path, label, navigation }) => {
        if (!navigation) return [];
        const Icon = navigation.icon;
        return {
          id: path,
          label,
          keywords: [navigation.section],
          leftSection: <Icon size={16} stroke={1.7} />,
          rightSection: <kbd>G {navigation.key.toUpperCase()}</kbd>,
          onClick: () => navigate(path + carried),
        };
      }),
    },
    {
      group: 'On this screen',
      actions: commands.map(one => ({
        id: `key ${one.keys}`,
        label: one.description,
        leftSection: <IconCommand size={16} stroke={1.7} />,
        rightSection: <kbd>{one.keys.toUpperCase()}</kbd>,
        // The palette must have closed and given the focus back before the command takes it.
        onClick: () => setTimeout(one.run, 220),
      })),
    },
    {
      group: 'You',
      actions: [
        {
          id: 'colours',
          label: dark ? 'Use light colours' : 'Use dark colours',
          leftSection: dark ? <IconSun size={16} stroke={1.7} /> : <IconMoon size={16} stroke={1.7} />,
          onClick: () => setColorScheme(dark ? 'light' : 'dark'),
        },
        {
          id: 'sign-out',
          label: 'Sign out',
          leftSection: <IconLogout size={16} stroke={1.7} />,
          onClick: () => void signOut(),
        },
      ],
    },
  ];

  return (
    <Spotlight
      actions={actions.filter(group => group.actions.length > 0)}
      shortcut={null}
      nothingFound="Nothing matches"
      highlightQuery
      scrollable
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.7} />,
        placeholder: 'Search screens and commands',
        'aria-label': 'Search screens and commands',
      }}
    />
  );
}
