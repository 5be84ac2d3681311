import { readEnvironment } from './read-environment.ts';

export const environment = readEnvironment(process.env);

/** Whether anyone on this machine may sign in as any local user. */
export const localSignInAllowed = environment.VITE_FORCE_MOCK_AUTH && environment.NODE_ENV !== 'production';

/** Local sign-in asks for no secret, so such a server is reachable from this machine only. */
export const listenHost = localSignInAllowed ? '127.0.0.1' : (environment.HOST ?? '0.0.0.0');
