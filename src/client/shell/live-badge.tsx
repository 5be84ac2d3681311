import { useEffect } from 'react';
import { announce } from '../announcer.tsx';
import type { ConnectionState } from '../connection-state.ts';
import { useConnection } from '../live-events.ts';
import { useFormat } from '../session.ts';
import classes from './live-badge.module.css';
import shell from './shell.module.css';

const words: Record<ConnectionState, string> = {
  connecting: 'Connecting',
  live: 'Live',
  delayed: 'Delayed',
  offline: 'Offline',
};

const meanings: Record<ConnectionState, string> = {
  connecting: 'Opening the live connection.',
  live: 'Changes show by themselves.',
  delayed: 'Changes may show late. The connection is being restored; nothing is lost.',
  offline: 'The server does not answer. Figures are the last ones loaded; missed changes follow when it is back.',
};

/** Whether what is on the screen is current, with the measured lag. */
export function LiveBadge() {
  const { state, lagMilliseconds, lastEventAt } = useConnection();
  const format = useFormat();
  const settled = state !== 'connecting';
  useEffect(() => {
    if (settled) announce(`Connection: ${words[state]}`);
  }, [state, settled]);
  const lag = lagMilliseconds !== null && state !== 'offline' ? format.duration(lagMilliseconds) : undefined;
  const meaning = lag ? `${meanings[state]} The lag is measured.` : meanings[state];
  const hint = lastEventAt ? `${meaning} Last change ${format.age(lastEventAt)}.` : meaning;
  return (
    <button type="button" className={`${classes.root} ${shell.tip}`} data-tip={hint} data-state={state}>
      <span className={classes.dot} />
      {words[state]} {lag && <span className={classes.lag}>{lag}</span>}
      <span className="visually-hidden">. {hint}</span>
    </button>
  );
}
