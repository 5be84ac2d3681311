import { publicProcedure, router, viewerProcedure } from '../../server/trpc.ts';
import { SignInLocallyInput } from './schema.ts';
import { describeSession, listUsers, localSignInChoices, signInLocally, signOut } from './service.ts';

export const usersRouter = router({
  session: publicProcedure.query(({ ctx }) => describeSession(ctx.actor)),
  list: viewerProcedure.query(({ ctx }) => listUsers(ctx.actor)),
  localSignInChoices: publicProcedure.query(() => localSignInChoices()),
  signInLocally: publicProcedure.input(SignInLocallyInput).mutation(async ({ ctx, input }) => {
    const { token, expiresAt } = await signInLocally(input.userId, ctx.requestId);
    ctx.setSessionCookie(token, expiresAt);
  }),
  signOut: publicProcedure.mutation(async ({ ctx }) => {
    await signOut(ctx.sessionToken);
    ctx.setSessionCookie(null);
  }),
});
