// Counts visits in redis, which it reaches by its service name: one answer proves network, DNS, build and ports.
import { createServer } from 'node:http'
import { hostname } from 'node:os'
import { increment } from './redis.js'

const builtAt = '%BUILT_AT%'

const server = createServer(async (request, response) => {
  // Docker asks here whether we are up; it is no visit.
  if (request.url === '/health') return response.end('ok\n')
  if (request.url !== '/') return response.writeHead(404).end('not here\n')
  try {
    const visits = await increment({ host: 'redis', port: 6379 }, 'visits')
    response.end(`Hello! Visit number ${visits}, answered by ${hostname()}, built at ${builtAt}.\n`)
    console.log(`visit ${visits}`)
  } catch (error) {
    response.writeHead(503).end(`redis does not answer: ${error.message}\n`)
    console.error(`redis does not answer: ${error.message}`)
  }
})

server.listen(8080, () => console.log('listening on port 8080'))

// npm hands SIGTERM on to us; without this the container would be killed after ten seconds.
process.on('SIGTERM', () => {
  console.log('stopping')
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
