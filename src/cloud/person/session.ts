import type { Change } from '../operation'
import { refuse } from '../refusal'

/** 退出登录: the token of that device stands for nobody from the next call on. */
export const endSession: Change<'person.endSession'> = {
  async run({ db, congress, actor }, { id }) {
    const ended = await db
      .deleteFrom('sessions')
      .where('congress_id', '=', congress.id)
      .where('person_id', '=', actor.personId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    return ended ?? refuse('NOT_FOUND')
  },
  answer: async (_, { id }) => ({ id }),
}
