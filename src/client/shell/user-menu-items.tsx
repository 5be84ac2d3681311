import { Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useSession } from '../session.ts';
import { signOut } from './sign-out.ts';
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

/** Who is signed in, the colours, the list of keys, sign out. Open from the start: the reader has just asked for it. */
export function UserMenuItems({ onHelp, initials }: { readonly onHelp: () => void; readonly initials: string }) {
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu width={230} defaultOpened>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={`${user.name}: account and settings`}>
          {initials}
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
