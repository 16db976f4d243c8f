import type { Kysely } from 'kysely'
import { writtenAnswers } from '../../domain/registration'
import type { Database } from '../database/schema'

/** What of a notice, its summary or a registration WeChat is asked about; null for anything else. */
export async function textOfNotice(
  db: Kysely<Database>,
  congressId: string,
  { kind, id }: { kind: string; id: string },
): Promise<string | null> {
  if (kind === 'notice') {
    const { title, text, place, questions } = await db
      .selectFrom('notices')
      .where('congress_id', '=', congressId)
      .where('id', '=', id)
      .select(['title', 'text', 'place', 'questions'])
      .executeTakeFirstOrThrow()
    return [title, text, place, ...questions.flatMap((each) => [each.text, ...each.options])].filter(Boolean).join('\n')
  }
  if (kind === 'summary') {
    const { text } = await db
      .selectFrom('notice_summaries')
      .where('congress_id', '=', congressId)
      .where('id', '=', id)
      .select('text')
      .executeTakeFirstOrThrow()
    return text
  }
  if (kind !== 'registration') return null
  const { questions, answers } = await db
    .selectFrom('registrations')
    .innerJoin('notices', (join) =>
      join.onRef('notices.congress_id', '=', 'registrations.congress_id').onRef('notices.id', '=', 'registrations.notice_id'),
    )
    .where('registrations.congress_id', '=', congressId)
    .where('registrations.id', '=', id)
    .select(['questions', 'answers'])
    .executeTakeFirstOrThrow()
  return writtenAnswers(questions, answers) || '-'
}
