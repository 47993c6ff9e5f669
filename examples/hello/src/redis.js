import { connect } from 'node:net'

/** Adds one to a counter in redis and gives its new value: one short connection, so a restart of redis is no matter. */
export function increment({ host, port }, key) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(`INCR ${key}\r\n`))
    socket.setEncoding('utf8').setTimeout(2000, () => socket.destroy(new Error('no answer in 2 s')))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the connection ended without an answer')))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
      if (!answer.endsWith('\r\n')) return
      const [, kind, text] = /^(.)(.*)/.exec(answer)
      socket.destroy()
      if (kind === ':') resolve(Number(text))
      else reject(new Error(text))
    })
  })
}
