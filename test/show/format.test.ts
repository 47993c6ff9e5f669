import { describe, expect, it } from 'vitest'
import { Failed } from '../../src/model/failure.ts'
import { formatListing, formatValue } from '../../src/show/format.ts'
import type { Value } from '../../src/show/template/value.ts'

const row = {
  Name: 'web-1',
  Ports: '80->81',
  Count: 3,
  Empty: '',
  Running: true,
  List: ['a', 'b'],
  Publishers: [
    { URL: '::', TargetPort: 53 },
    { URL: '', TargetPort: 80 },
  ],
  Labels: new Map([['k', 'v']]),
  Label: (name: Value) => `label ${name}`,
}

describe('Go templates', () => {
  it.each([
    ['{{.Name}}', 'web-1'],
    ['{{ .Name }}:{{.Count}}', 'web-1:3'],
    ['{{json .Name}}', '"web-1"'],
    ['{{json .Ports}}', '"80->81"'],
    ['{{json .Publishers}}', '[{"URL":"::","TargetPort":53},{"URL":"","TargetPort":80}]'],
    ['{{.Publishers}}', '[{:: 53} { 80}]'],
    ['{{.List}} {{.Labels}}', '[a b] map[k:v]'],
    ['{{upper .Name}} {{.Name | title}} {{lower "ABC"}}', 'WEB-1 Web-1 abc'],
    ['{{join .List ","}} {{index .List 1}} {{len .List}}', 'a,b b 2'],
    ['{{(split .Name "-")}}', '[web 1]'],
    ['{{truncate .Name 3}}|{{pad .Name 1 2}}|{{pad .Empty 1 2}}|', 'web| web-1  ||'],
    ['{{printf "%-8s|%3d|%q|%v%%" .Name .Count .Name .Running}}', 'web-1   |  3|"web-1"|true%'],
    ['{{print 1 2}} {{print "a" "b"}}', '1 2 ab'],
    ['{{.Label "x.y"}}', 'label x.y'],
    ['{{if .Empty}}a{{else if eq .Count 3}}b{{else}}c{{end}}', 'b'],
    ['{{if and .Running (gt .Count 2)}}yes{{end}}', 'yes'],
    ['{{if not .Running}}no{{else}}yes{{end}}', 'yes'],
    ['{{range .List}}<{{.}}>{{end}}', '<a><b>'],
    ['{{range $i, $e := .List}}{{$i}}={{$e}} {{end}}', '0=a 1=b '],
    ['{{range .Publishers}}{{.TargetPort}}{{if eq .TargetPort 53}}{{continue}}{{end}}!{{end}}', '5380!'],
    ['{{range .List}}{{.}}{{break}}{{end}}', 'a'],
    ['{{range .Empty}}{{else}}none{{end}}', 'none', 'range over text'],
    ['{{with .Name}}{{.}}{{end}}', 'web-1'],
    ['{{$n := .Name}}{{$n}} {{$.Count}}', 'web-1 3'],
    ['a {{- .Name -}} b', 'aweb-1b'],
    ['{{/* nothing */}}{{.Name}}', 'web-1'],
    ['{{"quo\\"te"}} {{`raw`}}', 'quo"te raw'],
    ['{{.Name}}\\t{{.Count}}', 'web-1\t3'],
    ['{{or .Empty .Name}}', 'web-1'],
    ['{{printf "%s %d %q" .Count .Name .Name}}', '%!s(int=3) %!d(string=web-1) "web-1"'],
    ['{{printf "%v" .Name .Count}}', 'web-1%!(EXTRA int=3)'],
    [`{{js "it's <b> \\"x\\""}}`, `it\\'s \\u003Cb\\u003E \\"x\\"`],
    ['{{define "a"}}<{{.}}>{{end}}{{template "a" .Name}}{{template "a" .Count}}', '<web-1><3>'],
    ['{{template "late" .Name}}{{define "late"}}{{len .}}{{end}}', '5'],
    ['{{block "b" .Name}}{{.}}!{{end}}', 'web-1!'],
  ])('%s', (template, text, failing?: string) => {
    const format = () => formatValue(row, template.replaceAll('\\t', '\t'))
    if (failing) expect(format).toThrow(Failed)
    else expect(format()).toBe(`${text}\n`)
  })

  it.each([
    ['{{.Missing}}', 'there is no field Missing'],
    ['{{nonsense .Name}}', 'function "nonsense" not defined'],
    ['{{.Name', 'unclosed action'],
    ['{{if .Name}}x', 'unexpected end of template: {{end}} is missing'],
    ['{{end}}', 'unexpected {{end}}'],
    ['{{}}x{{ | }}', 'missing value for command'],
    ['{{.Name ? 1}}', 'unexpected "?" in action'],
    ['{{$x}}', 'undefined variable "$x"'],
    ['{{join .Name ","}}', 'join: this is no list'],
    ['{{eq .Count "3"}}', 'incompatible types for comparison'],
    ['{{template "x"}}', 'template "x" not defined'],
    ['{{template x}}', 'a template is called by a quoted name'],
    ['{{define "x"}}', 'unexpected end of template: {{end}} is missing'],
    ['{{define "x"}}{{template "x"}}{{end}}{{template "x"}}', 'template "x" calls itself without end'],
  ])('%s is refused', (template, reason) => {
    try {
      formatValue(row, template)
      expect.unreachable()
    } catch (error) {
      expect((error as Failed).failures).toMatchObject([
        { code: 'template-invalid', data: { template, reason } },
      ])
    }
  })
})

describe('lists', () => {
  const listing = {
    headings: { Name: 'NAME', Count: 'COUNT' },
    rows: [row],
    table: 'table {{.Name}}\t{{.Count}}',
  }

  it.each([
    ['', 'NAME      COUNT\nweb-1     3\n'],
    ['table', 'NAME      COUNT\nweb-1     3\n'],
    ['table {{.Count}}\\t{{.Name}}', 'COUNT     NAME\n3         web-1\n'],
    [
      'table {{upper .Name}}\\t{{.Label "com.x.my-label_a"}}',
      'NAME      my label a\nWEB-1     label com.x.my-label_a\n',
    ],
    ['table {{.Ports}}', '<no value>\n80->81\n'],
    ['{{.Name}}', 'web-1\n'],
  ])('as %s', (format, text) => {
    expect(formatListing(listing, format)).toBe(text)
  })

  it('as JSON lines, as Go writes them', () => {
    const rows = [{ A: '<1>' }, { A: '2' }]
    expect(formatListing({ ...listing, rows }, 'json')).toBe('{"A":"\\u003c1\\u003e"}\n{"A":"2"}\n')
  })
})
