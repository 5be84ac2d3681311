import { auditedProcedure } from '../../../server/audited-procedure.ts';
import { adminProcedure, publicProcedure, router } from '../../../server/trpc.ts';
import { AddUserInput, ChangeUserInput, ListUsersInput, SignInLocallyInput } from './schema.ts';
import { addUser, changeUser, describeSession, listUsers, signInLocally, signOut } from './service.ts';

export const usersRouter = router({
  session: publicProcedure.query(({ ctx }) => describeSession(ctx.actor)),
  list: adminProcedure.input(ListUsersInput).query(({ ctx, input }) => listUsers(ctx.actor, input)),
  add: adminProcedure.input(AddUserInput).mutation(({ ctx, input }) => addUser(ctx.actor, input)),
  change: auditedProcedure({ entityType: 'user', idKey: 'userId' })
    .concat(adminProcedure)
    .input(ChangeUserInput)
    .mutation(({ ctx, input }) => changeUser(ctx.actor, input)),
  signInLocally: publicProcedure.input(SignInLocallyInput).mutation(async ({ ctx, input }) => {
    const { token, expiresAt } = await signInLocally(input.userId, ctx.requestId);
    ctx.setSessionCookie(token, expiresAt);
  }),
  signOut: publicProcedure.mutation(async ({ ctx }) => {
    await signOut(ctx.sessionToken);
    ctx.setSessionCookie(null);
  }),
});
