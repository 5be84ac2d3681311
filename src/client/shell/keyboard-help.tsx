import { Kbd, Modal } from '@mantine/core';
import { useShortcuts } from '../keyboard.ts';
import classes from './keyboard-help.module.css';

const tableKeys = [
  { keys: '↑ ↓', description: 'Move in the table' },
  { keys: 'Enter', description: 'Open the row' },
  { keys: 'X', description: 'Select the row' },
];

/** Lists the keys that work on this screen now. */
export function KeyboardHelp({ onClose }: { readonly onClose: () => void }) {
  const shortcuts = useShortcuts();
  const groups = [...new Set(['Everywhere', 'Go to', ...shortcuts.map(one => one.group)])];
  return (
    <Modal opened onClose={onClose} title="Keys" size="lg">
      <div className={classes.groups}>
        {groups.map(group => {
          const entries = shortcuts.filter(
            (one, index) => one.group === group && shortcuts.findIndex(other => other.keys === one.keys) === index,
          );
          if (entries.length === 0) return null;
          return (
            <section key={group}>
              <h3 className={classes.heading}>{group}</h3>
              <dl className={classes.list}>
                {[...entries, ...(group === 'Tables' ? tableKeys : [])].map(({ keys, description }) => (
                  <div key={keys} className={classes.entry}>
                    <dt>{description}</dt>
                    <dd>
                      {keys.split(' ').map(key => (
                        <Kbd key={key} size="xs">
                          {key.replace('mod+', navigator.platform.startsWith('Mac') ? '⌘ ' : 'Ctrl ').toUpperCase()}
                        </Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
