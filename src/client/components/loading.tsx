import { Skeleton, Stack } from '@mantine/core';
import classes from './loading.module.css';

/** Table skeleton of the final height: a header row and `rows` rows. */
export function TableSkeleton({ rows = 8 }: { readonly rows?: number }) {
  return (
    <div className={classes.table}>
      {Array.from({ length: rows + 1 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div className={classes.row} key={index}>
          <Skeleton height={9} width={index === 0 ? '18%' : '30%'} />
          <Skeleton height={9} width="14%" />
          <Skeleton height={9} width="14%" />
        </div>
      ))}
    </div>
  );
}

/** A strip of `count` stat tiles while they load. */
export function TileSkeletons({ count = 4 }: { readonly count?: number }) {
  return (
    <div className="tile-grid">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the tiles are alike and never move
        <div className={classes.tile} key={index}>
          <Skeleton height={9} width="55%" />
          <Skeleton height={20} width="40%" />
          <Skeleton height={9} width="70%" />
        </div>
      ))}
    </div>
  );
}

/** A whole page while its code loads. */
export function PageSkeleton() {
  return (
    <Stack gap="md" aria-busy="true">
      <Skeleton height={26} width={220} />
      <TileSkeletons />
      <div className={classes.card}>
        <Skeleton height={11} width={180} />
      </div>
    </Stack>
  );
}
