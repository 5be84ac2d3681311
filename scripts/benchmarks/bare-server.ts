import Fastify from 'fastify';

// The yardstick: what this machine answers when nothing is done for a request. Ends with the process that started it.
const server = Fastify();
server.get('/', async () => ({ status: 'alive' }));
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.send?.('listening');
process.on('disconnect', () => process.exit());
