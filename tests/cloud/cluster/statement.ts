import { loadModule, parseSync } from 'libpg-query'

/** Which tables are spread over the machines by congress, and which stand whole on each. */
export interface Tables {
  distributed: ReadonlySet<string>
  reference: ReadonlySet<string>
}

export interface Judgement {
  /** Why a cluster would not send it to one machine; empty where it would. */
  flaws: string[]
  /** The numbers of the parameters that name the congress: all of them must be the same one. */
  congressParameters: number[]
}

/** A node of PostgreSQL's own parse tree: one key, the kind. */
type Tree = { [kind: string]: any } // oxlint-disable-line no-explicit-any -- the parser's types are too wide to be of use

const COLUMN = 'congress_id'
/** What everything that names a congress hangs from. */
const NAMED = 'named'

/** A table, view or list as a query sees it under one name. */
interface Source {
  /** Of its congress_id; null where it has none. */
  node: string | null
  /** Of all its columns, in their order, where it is a query. */
  columns?: readonly Column[]
}

interface Column {
  name: string
  node: string
}

interface Scope {
  outer: Scope | null
  sources: Map<string, Source>
  queries: Map<string, Source>
}

export const readyParser = loadModule

/**
 * Judges one statement as the planner of a cluster does: each table spread by congress must have its congress_id set
 * equal to a parameter, directly or through equalities with tables that have; what is inserted brings one.
 * An equality inside a subquery binds the subquery, not what is around it; one in a left join binds its right side.
 */
export function judge(text: string, tables: Tables): Judgement {
  const flaws: string[] = []
  const edges: [string, string][] = []
  const all: { node: string; of: string[] }[] = []
  const wanted: { node: string; name: string }[] = []
  const touched = { distributed: false, changesReference: false }
  let count = 0
  const fresh = (name: string) => `${name}#${(count += 1)}`

  function table(relation: Tree, scope: Scope): Source {
    const name = relation.relname as string
    const query = relation.schemaname ? null : find(scope, 'queries', name)
    if (query) return query
    if (tables.distributed.has(name)) {
      touched.distributed = true
      const node = fresh(name)
      wanted.push({ node, name: relation.alias ? `${name} as ${relation.alias.aliasname}` : name })
      return { node }
    }
    // A reference table that has the column may name a congress, though it needs none.
    if (tables.reference.has(name)) return { node: fresh(name) }
    flaws.push(`${name} is no table that is spread, and none that stands on each machine`)
    return { node: null }
  }

  function add(relation: Tree, scope: Scope): string[] {
    const alias = (relation.alias?.aliasname ?? relation.relname) as string
    scope.sources.set(alias, table(relation, scope))
    return [alias]
  }

  /** Takes in what stands in FROM, and answers the names under which it is known. */
  function from(item: Tree, scope: Scope): string[] {
    const [kind, node] = only(item)
    if (kind === 'RangeVar') return add(node, scope)
    if (kind === 'RangeSubselect') {
      scope.sources.set(node.alias.aliasname, renamed(select(node.subquery.SelectStmt, scope), node.alias.colnames))
      return [node.alias.aliasname]
    }
    if (kind === 'JoinExpr') {
      const left = from(node.larg, scope)
      const right = from(node.rarg, scope)
      if (node.usingClause?.some((each: Tree) => each.String.sval === COLUMN))
        for (const l of left) for (const r of right) equal(column(scope, [l, COLUMN]), column(scope, [r, COLUMN]))
      if (node.quals) condition(node.quals, scope, node.jointype === 'JOIN_INNER' ? undefined : right)
      expressions(node.quals, scope)
      return [...left, ...right]
    }
    // A function or a list of values names no congress.
    if (node.alias) scope.sources.set(node.alias.aliasname, { node: null })
    expressions(node, scope)
    return node.alias ? [node.alias.aliasname] : []
  }

  function renamed(source: Source, names: Tree[] | undefined): Source {
    if (!names) return source
    return sourceOf(names.map((name, at) => ({ name: name.String.sval as string, node: source.columns?.[at]?.node ?? fresh('column') })))
  }

  function column(scope: Scope, fields: string[]): string | null {
    const name = fields.at(-1)!
    const of = (source: Source) => source.columns?.find((each) => each.name === name)?.node ?? (name === COLUMN ? source.node : null)
    if (fields.length > 1) {
      const source = find(scope, 'sources', fields.at(-2)!)
      return source ? of(source) : null
    }
    for (let at: Scope | null = scope; at; at = at.outer)
      for (const source of at.sources.values()) {
        const node = of(source)
        if (node) return node
      }
    return null
  }

  /** The node of an expression that may name a congress. */
  function valueOf(expression: Tree | undefined, scope: Scope): string | null {
    if (!expression) return null
    const [kind, node] = only(expression)
    if (kind === 'TypeCast') return valueOf(node.arg, scope)
    if (kind === 'A_Const') return node.isnull ? null : NAMED
    if (kind === 'ParamRef') return `$${node.number}`
    if (kind !== 'ColumnRef') return null
    const fields = node.fields.map((each: Tree) => each.String?.sval as string | undefined)
    return fields.includes(undefined) ? null : column(scope, fields)
  }

  function equal(a: string | null, b: string | null): void {
    if (a && b) edges.push([a, b], [b, a])
  }

  /** The equalities that must hold. Where only some tables are bound by them (`only`), the others bind but are not bound. */
  function condition(expression: Tree, scope: Scope, binds?: string[]): void {
    const [kind, node] = only(expression)
    if (kind === 'BoolExpr' && node.boolop === 'AND_EXPR') for (const each of node.args) condition(each, scope, binds)
    if (kind !== 'A_Expr' || node.kind !== 'AEXPR_OP' || node.name.at(-1).String.sval !== '=') return
    const rows = [node.lexpr, node.rexpr].map((side: Tree) => side?.RowExpr?.args as Tree[] | undefined)
    const pairs = rows[0] && rows[1] ? rows[0].map((left, at) => [left, rows[1]![at]!]) : [[node.lexpr, node.rexpr]]
    for (const [left, right] of pairs)
      for (const [one, other] of [
        [left, right],
        [right, left],
      ]) {
        const target = ofThis(one!, scope, binds)
        const source = valueOf(other, scope)
        if (target && source) edges.push([source, target])
      }
  }

  /** The node of a column of this very query (or of the named tables of it), which an equality here may bind. */
  function ofThis(expression: Tree, scope: Scope, binds?: string[]): string | null {
    const [kind, node] = only(expression)
    if (kind !== 'ColumnRef') return null
    const fields = node.fields.map((each: Tree) => each.String?.sval as string)
    const here: Scope = { outer: null, queries: scope.queries, sources: scope.sources }
    if (binds && fields.length > 1 && !binds.includes(fields.at(-2)!)) return null
    return column(here, fields)
  }

  /** Looks for subqueries in whatever may hold one. */
  function expressions(tree: unknown, scope: Scope): void {
    if (Array.isArray(tree)) for (const each of tree) expressions(each, scope)
    else if (typeof tree === 'object' && tree !== null)
      for (const [kind, node] of Object.entries(tree)) {
        if (kind === 'SubLink') {
          expressions(node.testexpr, scope)
          select(node.subselect.SelectStmt, scope)
        } else if (kind !== 'RangeSubselect') expressions(node, scope)
      }
  }

  function withQueries(clause: Tree | undefined, outer: Scope | null): Scope {
    const scope: Scope = { outer, sources: new Map(), queries: new Map() }
    for (const { CommonTableExpr: query } of clause?.ctes ?? []) {
      if (clause!.recursive) scope.queries.set(query.ctename, { node: null })
      scope.queries.set(query.ctename, renamed(statement(query.ctequery, scope, true), query.aliascolnames))
    }
    return scope
  }

  function select(node: Tree, outer: Scope | null): Source {
    const scope = withQueries(node.withClause, outer)
    if (node.op && node.op !== 'SETOP_NONE') {
      const arms = [select(node.larg, scope), select(node.rarg, scope)]
      // What comes of both is bound where both are.
      return sourceOf(
        (arms[0]!.columns ?? []).map(({ name }, at) => {
          const whole = fresh('union')
          all.push({ node: whole, of: arms.map((arm) => arm.columns?.[at]?.node ?? fresh('column')) })
          return { name, node: whole }
        }),
      )
    }
    for (const item of node.fromClause ?? []) from(item, scope)
    if (node.whereClause) condition(node.whereClause, scope)
    for (const key of [
      'targetList',
      'whereClause',
      'havingClause',
      'groupClause',
      'sortClause',
      'valuesLists',
      'limitCount',
      'distinctClause',
    ])
      expressions(node[key], scope)
    return outputOf(node.targetList, scope)
  }

  /** What a query gives to whoever reads from it. */
  function outputOf(targets: Tree[] | undefined, scope: Scope): Source {
    const columns: Column[] = []
    /** Bound where what is inside is, never the other way. */
    const give = (name: string, inside: string | null) => {
      const node = fresh(name)
      if (inside) edges.push([inside, node])
      columns.push({ name, node })
    }
    for (const { ResTarget: target } of targets ?? []) {
      const fields = target.val?.ColumnRef?.fields as Tree[] | undefined
      if (fields?.at(-1)?.A_Star) {
        const of = fields.length > 1 ? [find(scope, 'sources', fields.at(-2)!.String.sval)!] : [...scope.sources.values()]
        for (const source of of)
          if (source.columns) for (const { name, node } of source.columns) give(name, node)
          else give(COLUMN, source.node)
      } else give((target.name ?? fields?.at(-1)?.String?.sval ?? '') as string, valueOf(target.val, scope))
    }
    return sourceOf(columns)
  }

  function insert(node: Tree, outer: Scope | null): Source {
    const scope = withQueries(node.withClause, outer)
    const name = node.relation.relname as string
    const at = ((node.cols ?? []) as Tree[]).findIndex(({ ResTarget }) => ResTarget!.name === COLUMN)
    const source = node.selectStmt.SelectStmt as Tree
    change(name)
    const row: Source = { node: fresh(name) }
    if (tables.distributed.has(name)) {
      touched.distributed = true
      wanted.push({ node: row.node!, name: `what is inserted into ${name}` })
    }
    if (source.valuesLists) {
      const given = source.valuesLists.map(({ List }: Tree) => valueOf(List.items[at], scope))
      expressions(source.valuesLists, scope)
      if (at >= 0 && given.every(Boolean)) all.push({ node: row.node!, of: given })
    } else {
      const given = select(source, scope).columns?.[at]
      if (given) edges.push([given.node, row.node!])
    }
    const inner: Scope = { ...scope, outer: scope, sources: new Map([[node.relation.alias?.aliasname ?? name, row]]) }
    keepsCongress(name, node.onConflictClause?.targetList)
    expressions(node.onConflictClause, inner)
    return outputOf(node.returningClause?.exprs, inner)
  }

  function update(node: Tree, outer: Scope | null): Source {
    const scope = withQueries(node.withClause, outer)
    change(node.relation.relname)
    keepsCongress(node.relation.relname, node.targetList)
    return changed(node, scope, node.fromClause)
  }

  function changed(node: Tree, scope: Scope, others: Tree[] | undefined): Source {
    add(node.relation, scope)
    for (const item of others ?? []) from(item, scope)
    if (node.whereClause) condition(node.whereClause, scope)
    for (const key of ['targetList', 'whereClause']) expressions(node[key], scope)
    return outputOf(node.returningClause?.exprs, scope)
  }

  function remove(node: Tree, outer: Scope | null): Source {
    const scope = withQueries(node.withClause, outer)
    change(node.relation.relname)
    return changed(node, scope, node.usingClause)
  }

  function change(name: string): void {
    if (tables.reference.has(name)) touched.changesReference = true
  }

  function keepsCongress(name: string, targets: Tree[] | undefined): void {
    if (targets?.some(({ ResTarget }) => ResTarget!.name === COLUMN)) flaws.push(`${name}: a row never moves to another congress`)
  }

  function statement(tree: Tree, outer: Scope | null, isWithin = false): Source {
    const [kind, node] = only(tree)
    const kinds: Record<string, (node: Tree, outer: Scope | null) => Source> = {
      SelectStmt: select,
      InsertStmt: insert,
      UpdateStmt: update,
      DeleteStmt: remove,
    }
    const read = kinds[kind]
    if (read) return read(node, outer)
    if (!isWithin && ['TransactionStmt', 'VariableSetStmt'].includes(kind)) return { node: null }
    flaws.push(`${kind} is not read here`)
    return { node: null }
  }

  const { stmts } = parseSync(text) as { stmts: { stmt: Tree }[] }
  for (const { stmt } of stmts) statement(stmt, null)

  /** Everything that is bound where these are. */
  const reached = (starts: Iterable<string>) => {
    const bound = new Set(starts)
    for (let size = -1; size !== bound.size;) {
      size = bound.size
      for (const [source, target] of edges) if (bound.has(source)) bound.add(target)
      for (const { node, of } of all) if (of.every((each) => bound.has(each))) bound.add(node)
    }
    return bound
  }
  const sources = [...edges.map(([source]) => source), ...all.flatMap(({ of }) => of)].filter((node) => node.startsWith('$'))
  const bound = reached([NAMED, ...sources])
  for (const { node, name } of wanted) if (!bound.has(node)) flaws.push(`${name}: no congress_id`)
  // Of many rows at once each brings its own.
  const inserted = all.filter(({ node }) => wanted.some((each) => each.node === node)).flatMap(({ of }) => of)
  const congressParameters = [...new Set(sources)].filter((source) => {
    const after = reached([source])
    return inserted.includes(source) || wanted.some(({ node }) => after.has(node))
  })
  if (touched.changesReference && touched.distributed)
    flaws.push('changes a table that stands on each machine together with one that is spread')
  return { flaws, congressParameters: congressParameters.map((each) => Number(each.slice(1))) }
}

function find<K extends 'sources' | 'queries'>(scope: Scope, kind: K, name: string): Source | undefined {
  for (let at: Scope | null = scope; at; at = at.outer) {
    const source = at[kind].get(name)
    if (source) return source
  }
  return undefined
}

const sourceOf = (columns: readonly Column[]): Source => ({ node: columns.find(({ name }) => name === COLUMN)?.node ?? null, columns })

function only(tree: Tree): [string, Tree] {
  return Object.entries(tree)[0] as [string, Tree]
}
