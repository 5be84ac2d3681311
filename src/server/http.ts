import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import serveStatic from '@fastify/static';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { uploadLimitBytes } from '../../shared/contracts/upload-body.ts';
import { AppError } from '../../shared/errors.ts';
import { recordRefused } from '../features/workspace/audit/service.ts';
import { readiness } from '../features/workspace/system/service.ts';
import { actorOf } from '../features/workspace/users/service.ts';
import { type AppRouter, appRouter } from './app-router.ts';
import { credentialsOf, localSessionCookie } from './auth.ts';
import { environment } from './env.ts';
import { log } from './log.ts';
import { type Context, refusal } from './trpc.ts';

const clientFolder = fileURLToPath(new URL('../../dist/client/', import.meta.url));
/** JSON calls stay small; files come as raw streams and are bounded where they are read. */
const bodyLimitBytes = 1_048_576;
const production = environment.NODE_ENV === 'production';

type HttpServer = ReturnType<typeof emptyServer>;

function emptyServer() {
  return Fastify({
    loggerInstance: log,
    genReqId: () => randomUUID(),
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 5_000 },
    // Behind the platform's proxy the client's address and scheme come in its headers.
    trustProxy: production,
    logController: new LogController({ disableRequestLogging: true }),
  });
}

export async function buildHttpServer() {
  const server = emptyServer();
  await server.register(helmet, securityHeaders());
  await server.register(cookie);
  await server.register(compress, {
    threshold: 1_024,
    // Calculations leave no processor to compress on beside this thread: handing it over costs more than doing it.
    syncThreshold: 262_144,
    customTypes: /^(?!text\/event-stream)(text\/|application\/(json|javascript)|image\/svg)/,
  });

  sendWholeAnswers(server);
  logRequests(server);

  server.get('/healthz', async () => ({ status: 'alive' }));
  server.get('/readyz', async (_request, reply) => {
    const state = await readiness();
    return reply.code(state.ready ? 200 : 503).send(state);
  });

  // Raw uploads pass through as streams: the procedure that takes them counts the bytes.
  server.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null));
  await server.register(fastifyTRPCPlugin, {
    prefix: '/api/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res }) => contextOf(req, res),
      maxBatchSize: 30,
      // The rest of a refused upload is not waited for, unless it is short: who is cut off while sending may not read why.
      responseMeta: ({ errors, ctx }) =>
        errors.some(error => error.code === 'PAYLOAD_TOO_LARGE') && !isShort(ctx?.contentLength)
          ? { headers: { connection: 'close' } }
          : {},
      onError({ error, path, ctx }) {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          log.error({ error, path, requestId: ctx?.requestId }, 'procedure failed');
      },
    },
  } satisfies FastifyTRPCPluginOptions<AppRouter>);

  if (existsSync(clientFolder)) await serveClient(server);
  return server;
}

function securityHeaders(): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...clerkOrigins()],
        frameSrc: ["'self'", ...clerkOrigins()],
        // Mantine writes custom properties into style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...(clerkOrigins().length > 0 ? ['https://img.clerk.com'] : [])],
        connectSrc: ["'self'", ...clerkOrigins()],
        workerSrc: ["'self'", 'blob:'],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        upgradeInsecureRequests: production ? [] : null,
      },
    },
    strictTransportSecurity: production ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
  };
}

/** Each answer carries the id under which the log knows its request. */
function logRequests(server: HttpServer): void {
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        url: request.url.split('?')[0],
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}

/** The built client; every address that asks for a page is one of its routes. */
async function serveClient(server: HttpServer): Promise<void> {
  await server.register(serveStatic, {
    root: clientFolder,
    wildcard: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (wantsPage && !request.url.startsWith('/api/')) return reply.sendFile('index.html');
    return reply.code(404).send({ error: `There is nothing at ${request.url.split('?')[0]}` });
  });
}

/**
 * What is there as one text is compressed and written at once, which costs less than a stream of it. Neither a batch that
 * is answered piece by piece nor the event stream is.
 */
function sendWholeAnswers(server: HttpServer): void {
  server.addHook('onSend', async (_request, reply, payload) => {
    if (!(payload instanceof Response) || payload.headers.get('content-type') !== 'application/json') return payload;
    if (payload.headers.has('transfer-encoding')) return payload;
    reply.code(payload.status).headers(Object.fromEntries(payload.headers));
    return payload.text();
  });
}

async function contextOf(request: FastifyRequest, reply: FastifyReply): Promise<Context> {
  refuseForeignOrigin(request);
  const credentials = credentialsOf(request);
  return {
    actor: await actorOf(credentials, request.id),
    requestId: request.id,
    log: log.child({ requestId: request.id }),
    sessionToken: credentials.localSessionToken,
    contentLength: Number(request.headers['content-length'] ?? 0),
    setSessionCookie(token, expiresAt) {
      const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: production } as const;
      if (token === null) reply.clearCookie(localSessionCookie, options);
      else reply.setCookie(localSessionCookie, token, { ...options, ...(expiresAt && { expires: expiresAt }) });
    },
    recordRefusal: (actor, procedure, required) =>
      recordRefused(actor, {
        action: procedure,
        entityType: 'procedure',
        entityId: procedure,
        reason: `needs the role ${required}`,
      }),
  };
}

function isShort(contentLength: number | undefined): boolean {
  return contentLength !== undefined && contentLength > 0 && contentLength <= 2 * uploadLimitBytes;
}

/** A page of another origin may not act with this browser's cookie; programs send no origin at all. */
function refuseForeignOrigin({ headers, host, method }: FastifyRequest): void {
  if (!headers.origin || method === 'GET') return;
  if (!URL.canParse(headers.origin) || new URL(headers.origin).host !== host) {
    throw refusal(new AppError('request.foreign-origin', { origin: headers.origin }));
  }
}

/** The publishable key names the Clerk front end that the browser may talk to. */
function clerkOrigins(): string[] {
  return environment.CLERK_ISSUER ? [new URL(environment.CLERK_ISSUER).origin] : [];
}
