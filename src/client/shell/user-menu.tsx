import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { notifyFailed } from '../notify.ts';
import { useSession } from '../session.ts';
import { queryClient, trpc, trpcClient } from '../trpc.ts';
import classes from './user-menu.module.css';

const schemes = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const;

const authorities = {
  NONE: 'no approvals',
  MANAGER: 'approves as manager',
  DIRECTOR: 'approves as director',
  CFO: 'approves as CFO',
};

/** Ends the session; what was loaded under it leaves the browser. */
export async function signOut(): Promise<void> {
  try {
    await trpcClient.users.signOut.mutate();
  } catch (error) {
    notifyFailed('You are still signed in', error);
    return;
  }
  queryClient.removeQueries({ predicate: query => query.queryKey !== trpc.users.session.queryKey() });
  queryClient.setQueryData(trpc.users.session.queryKey(), null);
}

export function UserMenu({ onHelp }: { readonly onHelp: () => void }) {
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const initials = user.name
    .split(/\s+/)
    .slice(0, 2)
    .map(word => word.charAt(0))
    .join('');
  return (
    <Menu width={230}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={`${user.name}: account and settings`}>
          <Avatar size={28} radius="xl" color="iris" name={user.name}>
            {initials}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text fw={600}>{user.name}</Text>
          <Text size="xs" c="dimmed">
            {user.role.charAt(0) + user.role.slice(1).toLowerCase()}, {authorities[user.approvalAuthority]}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={15} aria-hidden />}
            rightSection={colorScheme === value ? <span aria-hidden="true">✓</span> : null}
            closeMenuOnClick={false}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={15} aria-hidden />} onClick={onHelp}>
          List of keys
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
