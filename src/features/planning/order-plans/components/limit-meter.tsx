import { useFormat } from '../../../../client/session.ts';
import classes from './limit-meter.module.css';

/** How much of a limit in pence is used, as a bar that its words say too. */
export function LimitMeter({
  label,
  used,
  limit,
}: {
  readonly label: string;
  readonly used: number;
  readonly limit: number;
}) {
  const format = useFormat();
  const share = limit > 0 ? Math.min(1, used / limit) : 1;
  return (
    <div className={classes.root}>
      <meter className="visually-hidden" aria-label={label} min={0} max={limit / 100} value={used / 100}>
        {`${format.money(used / 100, 'GBP', 0)} of ${format.money(limit / 100, 'GBP', 0)}`}
      </meter>
      <div className={classes.track} aria-hidden>
        <div className={classes.fill} data-full={share > 0.98 || undefined} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
