import { AppError } from '../../../../shared/errors.ts';
import { defaultPlanningSettings, PlanningSettings } from '../../../../shared/planning/planning-settings.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { currentActor } from '../../workspace/users/service.ts';
import { selectSettings, writeSettings } from './data.ts';
import { type ChangeSettingsInput, planningSettingsTopic } from './schema.ts';

/** Thresholds and defaults of planning; those of the code until an administrator changes them. */
export async function planningSettings(db: Database, organisationId: string): Promise<PlanningSettings> {
  return (await readSettings(db, organisationId)).settings;
}

export function showSettings(actor: Pick<Actor, 'organisationId'>) {
  return readSettings(database, actor.organisationId);
}

async function readSettings(db: Database, organisationId: string) {
  const row = await selectSettings(db, organisationId);
  return row
    ? { settings: PlanningSettings.parse(row.values), version: row.version }
    : { settings: defaultPlanningSettings, version: 0 };
}

/** @throws AppError `entity.changed` when someone was faster */
export async function changeSettings(actor: Actor, { version, settings, reason }: ChangeSettingsInput) {
  const { organisationId } = actor;
  return inTransaction(async transaction => {
    const current = await currentActor(transaction, actor, 'ADMIN');
    const before = await planningSettings(transaction, organisationId);
    if (!(await writeSettings(transaction, organisationId, version, settings))) {
      throw new AppError('entity.changed', { entity: 'the settings of', id: 'planning' });
    }
    await recordDone(transaction, current, {
      action: 'planning-settings.change',
      entityType: 'planning-settings',
      entityId: organisationId,
      before,
      after: settings,
      reason,
    });
    await appendEvent(transaction, {
      organisationId,
      topic: planningSettingsTopic,
      entityId: organisationId,
      payload: {},
    });
    return readSettings(transaction, organisationId);
  });
}
