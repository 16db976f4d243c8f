import { PostgresQueryCompiler, sql, type Kysely, type KyselyPlugin } from 'kysely'
import { referenceTables } from '../../../src/cloud/database/distribute'
import type { Database } from '../../../src/cloud/database/schema'
import { judge, readyParser, type Judgement, type Tables } from './statement'

/** Statements with their flaws, for as long as somebody looks. */
export interface Recorder {
  statements: Map<string, string[]>
  plugin: KyselyPlugin
}

const reference: ReadonlySet<string> = new Set(referenceTables)

export async function tablesOf(db: Kysely<Database>): Promise<Tables> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'`.execute(db)
  return { distributed: new Set(rows.map(({ name }) => name).filter((name) => !reference.has(name))), reference }
}

export async function makeRecorder(db: Kysely<Database>): Promise<Recorder> {
  await readyParser()
  const tables = await tablesOf(db)
  const compiler = new PostgresQueryCompiler()
  const judgements = new Map<string, Judgement>()
  const statements = new Map<string, string[]>()
  return {
    statements,
    plugin: {
      transformQuery({ node, queryId }) {
        const { sql: text, parameters } = compiler.compileQuery(node, queryId)
        const judgement = judgements.get(text) ?? judge(text, tables)
        judgements.set(text, judgement)
        const flaws = [...judgement.flaws]
        const congresses = new Set(judgement.congressParameters.map((number) => parameters[number - 1]))
        if (congresses.size > 1) flaws.push(`names ${congresses.size} congresses`)
        if (!statements.has(text) || flaws.length > 0) statements.set(text, flaws)
        return node
      },
      transformResult: async ({ result }) => result,
    },
  }
}
