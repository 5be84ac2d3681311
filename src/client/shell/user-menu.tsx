import { UnstyledButton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../session.ts';
import classes from './user-menu.module.css';

const loadMenu = () => import('./user-menu-items.tsx');
const UserMenuItems = lazy(async () => ({ default: (await loadMenu()).UserMenuItems }));

/** The reader's initials; the menu's code comes with the first wish for it. */
export function UserMenu({ onHelp }: { readonly onHelp: () => void }) {
  const { user } = useSession();
  const [wanted, setWanted] = useState(false);
  const initials = user.name
    .split(/\s+/)
    .slice(0, 2)
    .map(word => word.charAt(0))
    .join('');
  const button = (
    <UnstyledButton
      className={classes.target}
      aria-label={`${user.name}: account and settings`}
      aria-haspopup="menu"
      onPointerEnter={loadMenu}
      onFocus={loadMenu}
      onClick={() => setWanted(true)}
    >
      {initials}
    </UnstyledButton>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <UserMenuItems onHelp={onHelp} initials={initials} />
    </Suspense>
  );
}
