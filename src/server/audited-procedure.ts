import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { recordAnonymousRefusal, recordRefused } from '../features/workspace/audit/service.ts';
import { publicProcedure } from './trpc.ts';

interface AuditedEntity {
  /** e.g. "purchase-order". */
  readonly entityType: string;
  /** The key of the input that holds the entity's id. */
  readonly idKey: string;
  /** The organisation that an existing entity belongs to: where a refused caller without session is recorded. */
  organisationOf?(entityId: string): Promise<string | null>;
}

/**
 * The start of a procedure whose every refusal belongs into the audit trail of the entity it was aimed at: rules,
 * missing role, and calls without a session where the entity exists. Add the guard with
 * `auditedProcedure({ … }).concat(managerProcedure)`.
 */
export function auditedProcedure({ entityType, idKey, organisationOf }: AuditedEntity) {
  const Target = z.object({ [idKey]: z.string().min(1).max(80) });
  return publicProcedure.use(async ({ ctx, path, getRawInput, next }) => {
    // The guard's own record names only the procedure; the row written below names the entity too.
    const result = await next({ ctx: { ...ctx, recordRefusal: async () => {} } });
    if (result.ok || !(result.error.cause instanceof AppError)) return result;
    const target = Target.safeParse(await getRawInput());
    const entityId = target.success ? (target.data[idKey] ?? path) : path;
    const refusal = {
      action: `${entityType}.${verbOf(path)}`,
      entityType,
      entityId,
      reason: result.error.cause.message,
    };
    if (ctx.actor) {
      await recordRefused(ctx.actor, refusal);
    } else {
      const organisationId = await organisationOf?.(entityId);
      if (organisationId) await recordAnonymousRefusal({ organisationId, requestId: ctx.requestId }, refusal);
    }
    return result;
  });
}

/** "purchasing.markOrdered" → "mark-ordered". */
function verbOf(path: string): string {
  return (path.split('.').at(-1) ?? path).replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
