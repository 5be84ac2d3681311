import { Alert, Button, Group, List, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { importKinds } from '../../../../../shared/contracts/import-kinds.ts';
import { ProgressPanel } from '../../../../client/components/progress-panel.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StepIndicator } from '../../../../client/components/step-indicator.tsx';
import { useFormat, useHasRole } from '../../../../client/session.ts';
import type { ImportActions, ImportDetail } from '../use-imports.ts';
import { DownloadRows } from './download-rows.tsx';
import { FactChanges } from './fact-changes.tsx';
import { ImportTiles } from './import-tiles.tsx';
import { MappingForm } from './mapping-form.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { UnknownNames } from './unknown-names.tsx';

const steps = [
  { id: 'upload', label: 'Upload' },
  { id: 'map', label: 'Map' },
  { id: 'check', label: 'Check' },
  { id: 'changes', label: 'Changes' },
  { id: 'commit', label: 'Commit' },
];

/** The step that a status asks for; a checked import may also be looked at from the steps before. */
function currentStep({ status, invalidCount }: ImportDetail, wanted: string | null): string {
  if (status === 'CHECKING') return 'check';
  if (status === 'COMMITTING' || status === 'COMMITTED') return 'commit';
  if (status !== 'CHECKED') return 'map';
  if (wanted === 'map' || wanted === 'check' || wanted === 'changes') return wanted;
  return invalidCount > 0 ? 'check' : 'changes';
}

/** One import from its file to its facts. */
export function ImportWizard({ detail, actions }: { readonly detail: ImportDetail; readonly actions: ImportActions }) {
  const format = useFormat();
  const { title, role, facts, next } = importKinds[detail.kind];
  const mayEdit = useHasRole(role);
  const { progress, setStep, cancel, commit } = actions;
  const step = currentStep(detail, actions.step);
  const onCancel = mayEdit
    ? { onCancel: () => cancel.mutate({ batchId: detail.id }), cancelling: cancel.isPending }
    : {};
  const cancelButton = mayEdit && (
    <Button variant="default" onClick={() => cancel.mutate({ batchId: detail.id })} loading={cancel.isPending}>
      Cancel import
    </Button>
  );
  // Lists begin afresh when a check has found something else.
  const checkKey = `${detail.id} ${detail.validCount} ${JSON.stringify(detail.mapping.corrections)}`;
  const changed = detail.createCount + detail.updateCount;

  // The button that led to another step is gone: the focus goes to the step, not to the top of the page.
  const content = useRef<HTMLDivElement>(null);
  const stepBefore = useRef(step);
  useEffect(() => {
    if (stepBefore.current !== step) content.current?.focus({ preventScroll: true });
    stepBefore.current = step;
  }, [step]);

  return (
    <Stack gap="md" ref={content} tabIndex={-1} style={{ outline: 'none' }} aria-label={`Step: ${step}`} role="group">
      <StepIndicator
        label={`Import ${title.toLowerCase()}`}
        steps={steps}
        currentId={step}
        {...(detail.status === 'CHECKED' && { onStep: id => (id === 'upload' ? actions.open('') : setStep(id)) })}
      />
      {step === 'map' && (
        <MappingForm
          key={`${detail.id} ${JSON.stringify(detail.mapping)}`}
          detail={detail}
          mayEdit={mayEdit}
          check={actions.check}
          readAgain={actions.readAgain}
          cancel={cancel}
        />
      )}
      {detail.status === 'CHECKING' && (
        <SectionCard title="Checking rows">
          <ProgressPanel
            title={detail.fileName}
            share={progress?.done ?? null}
            detail={progress?.message ?? 'Waiting for a free thread'}
            {...onCancel}
          />
        </SectionCard>
      )}
      {detail.status === 'CHECKED' && step !== 'map' && (
        <>
          {detail.failureReason && (
            <Alert color="yellow" title="The commit was refused" role="alert">
              {detail.failureReason}
            </Alert>
          )}
          <ImportTiles detail={detail} />
          <Notes notes={detail.dialect.notes} />
          {step === 'check' && (
            <>
              <UnknownNames detail={detail} mayEdit={mayEdit} teach={actions.teach} />
              {detail.invalidCount > 0 && (
                <RejectedRows key={checkKey} detail={detail} mayEdit={mayEdit} correct={actions.correct} />
              )}
            </>
          )}
          {step === 'changes' && <FactChanges key={checkKey} detail={detail} />}
          <Group justify="flex-end" gap="xs">
            {cancelButton}
            {step === 'check' && (
              <Button onClick={() => setStep('changes')} disabled={detail.validCount === 0}>
                Go on with {format.quantity(detail.validCount)} accepted rows
              </Button>
            )}
            {step === 'changes' && mayEdit && (
              <Button
                onClick={() => commit.mutate({ batchId: detail.id })}
                loading={commit.isPending}
                disabled={detail.validCount === 0}
              >
                {changed === 0
                  ? 'Commit: nothing changes'
                  : `Commit ${format.quantity(changed)} ${changed === 1 ? facts.one : facts.many}`}
              </Button>
            )}
          </Group>
        </>
      )}
      {detail.status === 'COMMITTING' && (
        <SectionCard title="Committing">
          <ProgressPanel title={detail.fileName} share={null} detail="One transaction: all or nothing" {...onCancel} />
        </SectionCard>
      )}
      {detail.status === 'COMMITTED' && (
        <>
          <ImportTiles detail={detail} />
          <Notes notes={detail.dialect.notes} />
          <Group gap="xs">
            <Button component={Link} to={next.to}>
              {next.label}
            </Button>
            <Button variant="default" onClick={() => actions.open('')}>
              Import another file
            </Button>
            <DownloadRows batchId={detail.id} rows="accepted" label="Download accepted rows" />
          </Group>
          {detail.invalidCount > 0 && <RejectedRows detail={detail} mayEdit={false} correct={actions.correct} />}
        </>
      )}
    </Stack>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <Alert color="blue" title="Good to know">
      <List size="sm">
        {notes.map(note => (
          <List.Item key={note}>{note}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
