import { Table, Text } from '@mantine/core';
import { type Evaluation, type ForecasterId, forecasterNames } from '../../../../../shared/contracts/forecast.ts';
import { WhyDrawer } from '../../../../client/components/why-drawer.tsx';
import { useFormat } from '../../../../client/session.ts';
import { type EvaluatedSpan, type FoldAccuracy, foldAccuracies } from './forecast-chart-data.ts';
import { blockId } from './measures.ts';
import { periodWords } from './period-words.ts';

interface EvaluationDrawerProps {
  readonly evaluation: Evaluation | undefined;
  readonly run: EvaluatedSpan;
  readonly onClose: () => void;
}

/** Where the width of a model's bands comes from before it is calibrated, where that is no formula of the model. */
const ownReckoning: Partial<Record<ForecasterId, string>> = {
  prophet: 'noise and 1,000 simulated futures of the trend',
  lstm: 'errors by lead on the newest periods, which training only watched where it learned alone',
  'random-forest': 'errors by lead, out of bag where it learned alone',
  'gradient-boosting': 'errors by lead',
  ensemble: 'errors of the combination by lead',
};

/** The sums behind a model's figures: fold by fold, and what was done to the history first. */
export function EvaluationDrawer({ evaluation, run, onClose }: EvaluationDrawerProps) {
  const format = useFormat();
  if (!evaluation) return null;
  const { accuracy, seasonalNaive, forecastValueAdded, treatment, description } = evaluation;
  const { one, many } = periodWords[run.period];
  const folds = foldAccuracies(run, evaluation);
  const total = (of: 'absoluteError' | 'actual' | 'error') => folds.reduce((sum, fold) => sum + fold[of], 0);
  const units = (value: number) => format.quantity(value);
  const percent = (value: number | null) => format.percent(value);
  const name = forecasterNames[evaluation.forecasterId];

  const treated = [
    [treatment.leadingZeros, `${many} before the first sale left out`],
    [treatment.gaps.length, 'gaps filled'],
    [treatment.outliers.length, 'outliers replaced while fitting'],
    [treatment.stockOuts.length, `${many} without stock raised to likely demand`],
  ] as const;
  const changes = treated.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);

  return (
    <WhyDrawer
      opened
      onClose={onClose}
      title={`${name}: how good is it?`}
      summary={
        accuracy.wape === null
          ? `${name} could not be measured: the history is too short for a back-test.`
          : `On ${accuracy.points} held-out ${many} ${name} missed sales by ${percent(accuracy.wape)}; seasonal naive missed them by ${percent(seasonalNaive.wape)}.`
      }
      inputs={[
        {
          label: 'Fitted',
          value: description,
          source: `on ${run.historyPeriods} ${many} from ${format.day(run.historyStart)}`,
        },
        { label: 'Folds', value: String(evaluation.folds), source: `${run.horizonPeriods} ${many} each` },
        {
          label: 'History treated',
          value: changes.length > 0 ? changes.join(', ') : 'nothing changed',
          source: 'only while fitting; the stored sales stay as they are',
        },
        {
          label: 'Bands',
          value: `${ownReckoning[evaluation.forecasterId] ?? 'the error that the model reckons for each period ahead'}, stretched by split-conformal calibration`,
          source: `on ${accuracy.points} held-out ${many}; nominal and measured coverage below`,
        },
        { label: 'sMAPE', value: percent(accuracy.smape) },
        { label: 'MASE', value: format.decimal(accuracy.mase) },
        { label: 'RMSE', value: `${format.quantity(accuracy.rmse, undefined, 1)} units per ${one}` },
      ]}
      formulas={[
        `WAPE = Σ|A − F| ÷ ΣA = ${units(total('absoluteError'))} ÷ ${units(total('actual'))} = ${percent(accuracy.wape)}`,
        `bias = Σ(F − A) ÷ ΣA = ${units(total('error'))} ÷ ${units(total('actual'))} = ${format.percentChange(accuracy.bias)}`,
        `FVA = ${percent(seasonalNaive.wape)} − ${percent(accuracy.wape)} = ${format.percentChange(forecastValueAdded).replace('%', ' pp')}`,
        ...accuracy.coverage.map(
          ({ nominal, measured }) =>
            `${percent(nominal).replace('.0', '')} band held ${measured === null ? '—' : Math.round(measured * accuracy.points)} of ${accuracy.points} ${many} = ${format.percent(measured, 0)}`,
        ),
      ]}
    >
      <Folds folds={folds} />
      {evaluation.members.length > 0 && <Members evaluation={evaluation} />}
      <Text size="xs" c="dimmed">
        A is what was sold, F what was forecast; FVA is the WAPE of seasonal naive less the model's. Each fold ends its
        training one horizon earlier than the next and fits the model anew: no figure here uses {many} that it had seen.
      </Text>
    </WhyDrawer>
  );
}

/** The back-test, one origin a row; the rows add up to the formulas above. */
function Folds({ folds }: { readonly folds: readonly FoldAccuracy[] }) {
  const format = useFormat();
  if (folds.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table fz="xs" aria-label="Back-test by fold">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Forecast from</Table.Th>
            {['Periods', 'Σ|A − F|', 'ΣA', 'WAPE'].map(header => (
              <Table.Th key={header} ta="right">
                {header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {folds.map(({ fold, from, periods, absoluteError, actual }) => (
            <Table.Tr key={fold}>
              <Table.Td>{format.day(from)}</Table.Td>
              <Table.Td ta="right">{periods}</Table.Td>
              <Table.Td ta="right">{format.quantity(absoluteError)}</Table.Td>
              <Table.Td ta="right">{format.quantity(actual)}</Table.Td>
              <Table.Td ta="right">{format.percent(actual > 0 ? absoluteError / actual : null)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Who got which weight in the ensemble, and why. */
function Members({ evaluation }: { readonly evaluation: Evaluation }) {
  const format = useFormat();
  const blocks = evaluation.accuracyByBlock.map(blockId);
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table fz="xs" aria-label="Weights of the ensemble's members">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Member</Table.Th>
            {blocks.map(block => (
              <Table.Th key={block} ta="right">
                Leads {block}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {evaluation.members.map(({ forecasterId, weights, reason }) => (
            <Table.Tr key={forecasterId}>
              <Table.Td>
                {forecasterNames[forecasterId]}
                <Text size="xs" c="dimmed">
                  {reason}
                </Text>
              </Table.Td>
              {weights.map((weight, index) => (
                <Table.Td key={blocks[index] ?? index} ta="right" className="tabular">
                  {format.percent(weight, 0)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
