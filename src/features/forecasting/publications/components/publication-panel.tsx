import { Alert, Anchor, Button, Group, List, Text } from '@mantine/core';
import type { inferRouterOutputs } from '@trpc/server';
import { Link } from 'react-router';
import { forecasterNames } from '../../../../../shared/contracts/forecast.ts';
import { ProgressPanel } from '../../../../client/components/progress-panel.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import { useCarriedSearch } from '../../../../client/use-url-filters.ts';
import type { AppRouter } from '../../../../server/app-router.ts';
import { useCatalogue } from '../../../data/catalogue/use-catalogue.ts';
import { reconciliationWords } from '../../reconciliation/components/reconciliation-words.ts';

type Publication = inferRouterOutputs<AppRouter>['forecasts']['publication'];

interface PublicationPanelProps {
  readonly publication: Publication;
  readonly cancelling: boolean;
  /** Absent for readers who may not. */
  readonly onCancel?: (() => void) | undefined;
  readonly onDismiss: () => void;
  /** Opens the dialog again, to give the reason that held-back series need. */
  readonly onGiveReason?: (() => void) | undefined;
}

const heldBackShown = 8;

/** How far a publication is; then what was published, what was held back and why. */
export function PublicationPanel(props: PublicationPanelProps) {
  const { publication, cancelling, onCancel, onDismiss, onGiveReason } = props;
  const { status, seriesCount, doneCount, publishedCount, heldBack, forecasterId, failureReason } = publication;
  const carried = useCarriedSearch();
  const format = useFormat();
  const name = forecasterNames[forecasterId];
  const ofPortfolio = publication.portfolioRunId !== null;
  if (status === 'RUNNING') {
    return (
      <SectionCard title="Use in order plan">
        <ProgressPanel
          title={
            ofPortfolio
              ? 'Reconciling with channels and sums'
              : `Fitting ${name} to each SKU and warehouse, channel and sum`
          }
          share={seriesCount > 0 ? doneCount / seriesCount : null}
          detail={seriesCount > 0 ? `${doneCount} of ${seriesCount} series` : 'reading the sales'}
          {...(onCancel && { onCancel })}
          cancelling={cancelling}
        />
      </SectionCard>
    );
  }
  const title = {
    COMPLETED: `${publishedCount} ${publishedCount === 1 ? 'forecast is' : 'forecasts are'} published`,
    FAILED: 'Nothing was published',
    CANCELLED: 'Cancelled: nothing was published',
    INTERRUPTED: 'Interrupted',
  }[status];
  const color = status === 'COMPLETED' ? (heldBack.length > 0 ? 'yellow' : 'green') : 'red';
  return (
    <Alert color={color} title={title} withCloseButton closeButtonLabel="Close" onClose={onDismiss} role="status">
      {failureReason && <Text>{failureReason}</Text>}
      {status === 'COMPLETED' && (
        <Text>
          {ofPortfolio ? 'They are' : `${name} is`} now what orders are planned on.{' '}
          {reconciliationWords(publication.reconciliation, format)}{' '}
          <Anchor component={Link} to={`/inventory${carried}`}>
            Make an order plan
          </Anchor>
        </Text>
      )}
      {heldBack.length > 0 && (
        <>
          <HeldBack heldBack={heldBack} />
          {publication.reason === null && onGiveReason && (
            <Group mt="xs">
              <Button variant="default" onClick={onGiveReason}>
                Publish them with a reason
              </Button>
            </Group>
          )}
        </>
      )}
    </Alert>
  );
}

function HeldBack({ heldBack }: Pick<Publication, 'heldBack'>) {
  const catalogue = useCatalogue();
  const codeOf = (rows: readonly { id: string; code: string }[] | undefined, id: string) =>
    rows?.find(row => row.id === id)?.code ?? id;
  return (
    <>
      <Text mt="xs" fw={500}>
        {heldBack.length} held back
      </Text>
      <List size="sm">
        {heldBack.slice(0, heldBackShown).map(({ skuId, warehouseId, why }) => (
          <List.Item key={`${skuId} ${warehouseId}`}>
            {codeOf(catalogue.data?.skus, skuId)} @ {codeOf(catalogue.data?.warehouses, warehouseId)}: {why}
          </List.Item>
        ))}
      </List>
      {heldBack.length > heldBackShown && <Text c="dimmed">and {heldBack.length - heldBackShown} more</Text>}
    </>
  );
}
