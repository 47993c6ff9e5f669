import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { identityOf } from '../../../../src/build/kit/ssh/identity.ts'
import { answerAgent, connectKeyAgent } from '../../../../src/build/kit/ssh/key-agent.ts'
import { readPrivateKey } from '../../../../src/build/kit/ssh/openssh-key.ts'
import { SshReader, sshString, sshUint32 } from '../../../../src/build/kit/ssh/ssh-wire.ts'
import { temporaryTree } from '../../support/temporary-tree.ts'

const hasOpenSsh = spawnSync('ssh-keygen', ['-?']).error === undefined
const list = Buffer.of(11)

function sign(privateKey: KeyObject, flags: number): { kind: string; signature: Buffer } {
  const identity = identityOf(privateKey)
  const fields = [sshString(identity.publicKey), sshString('data'), sshUint32(flags)]
  const answer = answerAgent([identity], Buffer.concat([Buffer.of(13), ...fields]))
  expect(answer[0]).toBe(14)
  const blob = new SshReader(new SshReader(answer.subarray(1)).bytes())
  return { kind: blob.string(), signature: blob.bytes() }
}

describe('an agent of our own', () => {
  it('signs with Ed25519', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const { kind, signature } = sign(privateKey, 0)
    expect([kind, verify(null, Buffer.from('data'), publicKey, signature)]).toEqual(['ssh-ed25519', true])
  })

  it.each([
    [0, 'ssh-rsa', 'sha1'],
    [2, 'rsa-sha2-256', 'sha256'],
    [4, 'rsa-sha2-512', 'sha512'],
  ])('signs with RSA as flags %i ask for', (flags, expected, hash) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { kind, signature } = sign(privateKey, flags)
    expect([kind, verify(hash, Buffer.from('data'), publicKey, signature)]).toEqual([expected, true])
  })

  it.each([
    ['P-256', 'ecdsa-sha2-nistp256'],
    ['P-384', 'ecdsa-sha2-nistp384'],
    ['P-521', 'ecdsa-sha2-nistp521'],
  ])('signs with the curve %s', (namedCurve, expected) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve })
    expect(sign(privateKey, 0).kind).toBe(expected)
  })

  it.each([
    ['an unknown key', Buffer.concat([Buffer.of(13), sshString('x'), sshString('data'), sshUint32(0)])],
    ['a request that is cut off', Buffer.of(13, 0, 0)],
    ['anything else', Buffer.of(17)],
  ])('refuses %s', (_, request) => {
    expect([...answerAgent([identityOf(generateKeyPairSync('ed25519').privateKey)], request)]).toEqual([5])
  })

  it('answers requests however they are cut', async () => {
    const agent = connectKeyAgent([])
    const request = sshString(list)
    agent.write(request.subarray(0, 3))
    agent.write(Buffer.concat([request.subarray(3), request]))
    agent.end()
    const answers = Buffer.concat(await agent.toArray())
    expect(answers.toString('hex')).toBe('000000050c00000000'.repeat(2))
  })
})

describe.runIf(hasOpenSsh)("OpenSSH's keys", () => {
  const kinds = [
    ['ed25519', []],
    ['rsa', ['-b', '2048']],
    ['ecdsa', ['-b', '256']],
    ['ecdsa', ['-b', '521']],
    ['rsa', ['-b', '2048', '-m', 'PEM']],
    ['ecdsa', ['-b', '384', '-m', 'PKCS8']],
  ] as const

  it.each(kinds)(
    'of type %s %j are read, and their signatures are believed by OpenSSH',
    async (type, options) => {
      await using tree = await temporaryTree({ data: 'to be signed' })
      const key = join(tree.path, 'key')
      execFileSync('ssh-keygen', ['-q', '-t', type, ...options, '-N', '', '-f', key])
      const identity = identityOf(readPrivateKey(await readFile(key, 'utf8')))
      const publicLine = await readFile(`${key}.pub`, 'utf8')
      expect(identity.publicKey.toString('base64')).toBe(publicLine.split(' ')[1])

      const socket = join(tree.path, 'agent')
      const server = createServer((connection) =>
        connection.pipe(connectKeyAgent([identity])).pipe(connection),
      )
      await once(server.listen(socket), 'listening')
      try {
        await writeFile(join(tree.path, 'allowed'), `me ${publicLine}`)
        await run(
          'ssh-keygen',
          ['-Y', 'sign', '-n', 'test', '-f', `${key}.pub`, '-U', join(tree.path, 'data')],
          {
            env: { ...process.env, SSH_AUTH_SOCK: socket },
          },
        )
        const check = ['-Y', 'verify', '-n', 'test', '-I', 'me', '-f', join(tree.path, 'allowed')]
        await run('ssh-keygen', [...check, '-s', join(tree.path, 'data.sig')], { input: 'to be signed' })
      } finally {
        server.close()
      }
    },
  )

  it('with a passphrase are refused as such', async () => {
    await using tree = await temporaryTree({})
    for (const [name, options] of [
      ['new', ['-t', 'ed25519', '-a', '1']],
      ['pem', ['-m', 'PEM', '-t', 'rsa', '-b', '1024']],
    ] as const) {
      const key = join(tree.path, name)
      execFileSync('ssh-keygen', ['-q', ...options, '-N', 'pass phrase', '-f', key])
      const text = await readFile(key, 'utf8')
      expect(() => readPrivateKey(text)).toThrow(expect.objectContaining({ reason: 'encrypted' }))
    }
  })
})

it('what is no key is refused', () => {
  expect(() => readPrivateKey('hello')).toThrow(expect.objectContaining({ reason: 'unknown-format' }))
})

/** Runs a program without blocking, for it talks to a server in this process. */
async function run(
  program: string,
  args: string[],
  { env, input = '' }: { env?: NodeJS.ProcessEnv; input?: string },
): Promise<void> {
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(input)
  const errors = child.stderr.toArray()
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(Buffer.concat(await errors).toString())
}
