import { SCENE_MAX } from '../../domain/session'
import type { ActorScope, Handler, Scope } from '../operation'
import { refuse } from '../refusal'

/** The page of the mini-program that a station's or deputy's code opens. */
const CODE_PAGE = 'resident/code/index'

/** 小程序码: a page of the mini-program with a scene, as a data URL; null where no mini-program is connected or WeChat does not draw it. */
export async function drawnByWechat({ wechat }: Pick<Scope, 'wechat'>, scene: string, page: string): Promise<string | null> {
  const drawn = wechat && scene.length <= SCENE_MAX ? await wechat.codeImage({ scene, page }) : null
  return drawn?.ok ? `data:image/${drawn.image[0] === 0x89 ? 'png' : 'jpeg'};base64,${drawn.image.toString('base64')}` : null
}

const isTheirs = ({ actor }: ActorScope, id: string) => actor.isOffice || actor.stationIds.includes(id) || actor.deputyIds.includes(id)

/** For a poster; WeChat draws, so only for whose code it is and for the office. */
export const drawCode: Handler<'code.draw'> = async (scope, { id }) => {
  const { db, congress, publicUrl } = scope
  const found = isTheirs(scope, id)
    ? await db
        .selectFrom('short_codes')
        .where('congress_id', '=', congress.id)
        .where('target_id', '=', id)
        .select('code')
        .executeTakeFirst()
    : undefined
  if (!found) return refuse('NOT_FOUND')
  return { code: found.code, image: await drawnByWechat(scope, found.code, CODE_PAGE), text: `${publicUrl ?? ''}/c/${found.code}` }
}
