import { notifyFailed } from '../notify.ts';
import { signInPath } from '../routes.tsx';
import { trpcClient } from '../trpc.ts';

/** Ends the session. */
export async function signOut(): Promise<void> {
  try {
    await trpcClient.users.signOut.mutate();
  } catch (error) {
    notifyFailed('You are still signed in', error);
    return;
  }
  // A fresh page holds nothing of what was loaded, and closes the event stream.
  location.assign(signInPath);
}
