import { initTRPC, TRPCError } from '@trpc/server';
import { AppError, errorCatalog } from '../../shared/errors.ts';
import { type Actor, hasRole } from './actor.ts';
import type { Role } from './generated/prisma/enums.ts';
import type { Log } from './log.ts';

/** Everything a procedure may know about its call. A program makes one by hand for `createCaller`. */
export interface Context {
  readonly actor: Actor | null;
  readonly requestId: string;
  readonly log: Log;
  readonly sessionToken: string | undefined;
  /** Bytes that the caller says it sends. */
  readonly contentLength?: number | undefined;
  setSessionCookie(token: string | null, expiresAt?: Date): void;
  /** Called when a signed-in user lacks the role, so that refusals reach the audit trail. */
  recordRefusal(actor: Actor, procedure: string, required: Role): Promise<void>;
}

const trpc = initTRPC.context<Context>().create({
  errorFormatter({ shape, error, ctx }) {
    const expected = error.cause instanceof AppError ? error.cause : undefined;
    return {
      ...shape,
      message:
        expected?.message ?? (error.code === 'INTERNAL_SERVER_ERROR' ? 'Something went wrong here.' : shape.message),
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        appCode: expected?.code ?? null,
        details: expected?.details ?? null,
        userMessage: expected?.message ?? null,
        retry: expected ? errorCatalog[expected.code].retry : error.code === 'INTERNAL_SERVER_ERROR',
        referenceId: ctx?.requestId ?? null,
      },
    };
  },
  sse: {
    ping: { enabled: true, intervalMs: 5_000 },
    client: { reconnectAfterInactivityMs: 15_000 },
  },
});

export const router = trpc.router;
export const mergeRouters = trpc.mergeRouters;
export const createCallerFactory = trpc.createCallerFactory;

/** Expected failures keep their transport code; anything else stays a 500. */
const withAppErrors = trpc.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof AppError)) return result;
  throw refusal(result.error.cause);
});

/** An expected failure as tRPC sends it. */
export function refusal(cause: AppError): TRPCError {
  return new TRPCError({ code: errorCatalog[cause.code].transport, message: cause.message, cause });
}

export const publicProcedure = trpc.procedure.use(withAppErrors);

function procedureFor(required: Role) {
  return publicProcedure.use(async ({ ctx, path, next }) => {
    if (!ctx.actor) throw new AppError('auth.signed-out');
    if (!hasRole(ctx.actor, required)) {
      await ctx.recordRefusal(ctx.actor, path, required);
      throw new AppError('auth.role-required', { required, actual: ctx.actor.role });
    }
    return next({ ctx: { ...ctx, actor: ctx.actor } });
  });
}

/** Reads. */
export const viewerProcedure = procedureFor('VIEWER');
/** Data entry: imports, stock counts. */
export const operatorProcedure = procedureFor('OPERATOR');
/** Planning: forecasts, plans, orders. */
export const managerProcedure = procedureFor('MANAGER');
export const adminProcedure = procedureFor('ADMIN');
