import { CloseButton, Group } from '@mantine/core';
import { NavLink, useNavigate } from 'react-router';
import { useShortcut } from '../keyboard.ts';
import { type AppRoute, sections } from '../routes.tsx';
import { useFormat, useSession } from '../session.ts';
import { useCarriedSearch } from '../use-url-filters.ts';
import classes from './navigation.module.css';

interface NavigationProps {
  readonly routes: readonly AppRoute[];
  readonly onClose: () => void;
}

/** Only screens that exist and that this user may open; the shared filters go along. */
export function Navigation({ routes, onClose }: NavigationProps) {
  const { workspace } = useSession();
  const format = useFormat();
  return (
    <div className={classes.root}>
      <Group className={classes.brand} wrap="nowrap" gap={10}>
        <img src="/mark.svg" alt="" width={24} height={24} />
        <div className={classes.names}>
          <div className={classes.product}>Sentia</div>
          <div className={classes.workspace} title={workspace.name}>
            {workspace.name}
          </div>
        </div>
        <CloseButton className={classes.close!} onClick={onClose} aria-label="Close the menu" />
      </Group>
      <nav aria-label="Screens" className={classes.list}>
        {sections.map(section => {
          const entries = routes.filter(route => route.navigation?.section === section);
          if (entries.length === 0) return null;
          return (
            <div key={section} className={classes.section}>
              <div className={classes.heading}>{section}</div>
              {entries.map(route => (
                <Entry key={route.path} route={route} />
              ))}
            </div>
          );
        })}
      </nav>
      <div className={classes.foot}>
        Planning date {format.day(workspace.planningDate)} · {workspace.baseCurrency}
      </div>
    </div>
  );
}

function Entry({ route }: { readonly route: AppRoute }) {
  const navigate = useNavigate();
  const carried = useCarriedSearch();
  const target = route.path + carried;
  const { icon: Icon, key } = route.navigation!;
  useShortcut(`g ${key}`, route.label, () => navigate(target), 'Go to');
  return (
    <NavLink to={target} className={classes.entry!} onPointerEnter={route.preload} onFocus={route.preload}>
      <Icon size={16} stroke={1.7} aria-hidden />
      <span className={classes.label}>{route.label}</span>
      <span className={classes.key} aria-hidden>
        G {key.toUpperCase()}
      </span>
    </NavLink>
  );
}
