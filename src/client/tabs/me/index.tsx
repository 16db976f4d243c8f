import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useCongress } from '../../lib/congress'
import { open } from '../../lib/page'
import { canScan } from '../../lib/phone'
import { useCall, useChange } from '../../lib/query'
import { useMe, useRole, type ShownRole } from '../../lib/session'
import { choose, chooseElder, languageOf, textSizes, useSettings } from '../../lib/settings'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Check, Choice } from '../../ui/choice'
import { RefusedBar } from '../../ui/error-summary'
import { Icon } from '../../ui/icon'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { languages, useWords } from '../../words'
import './index.css'

/** The package in which a role edits its reply templates. */
const templatesOf: Partial<Record<ShownRole, string>> = { deputy: 'deputy', staff: 'station', office: 'office' }

export default function MePage() {
  const { me: words, home, topic, privacy } = useWords()
  const { role } = useRole()
  const settings = useSettings()
  const { data: congress } = useCongress()
  return (
    <Page title={words.title}>
      <View className="lx-me">
        <WhoAmI />
        <Choice
          name="textSize"
          label={words.textSize}
          hint={words.sample}
          isCompact
          options={textSizes.map((value) => ({ value, label: words.sizes[String(value)] ?? String(value) }))}
          value={settings.textSize}
          onChoose={(textSize) => choose({ textSize })}
        />
        <Check label={words.elder} hint={words.elderHint} value={settings.isElder} onChange={chooseElder} />
        <Choice
          name="language"
          label={words.language}
          isCompact
          options={languages.map((value) => ({ value, label: words.languages[value] }))}
          value={languageOf(settings)}
          onChoose={(language) => choose({ language })}
        />
        <Notifications />
        <Button icon="calendar" onPress={() => open('/resident/visits/index')}>
          {words.visits}
        </Button>
        <Button icon="flag" onPress={() => open('/resident/activities/index')}>
          {words.activities}
        </Button>
        <Button icon="persons" onPress={() => open('/resident/joined/index')}>
          {words.joined}
        </Button>
        {(role === 'staff' || role === 'office') && (
          <Button icon="bell" onPress={() => open('/station/notices/index')}>
            {words.notices}
          </Button>
        )}
        {(role === 'staff' || role === 'office') && (
          <Button icon="check" onPress={() => open('/station/content/index')}>
            {words.content}
          </Button>
        )}
        {(role === 'staff' || role === 'office') && (
          <Button icon="list" onPress={() => open('/station/sheets/index')}>
            {words.sheets}
          </Button>
        )}
        {role === 'office' && (
          <>
            <Button icon="persons" onPress={() => open('/office/people/index')}>
              {words.people}
            </Button>
            <Button icon="list" onPress={() => open('/office/publications/index')}>
              {privacy.toPublish}
            </Button>
            <Button icon="list" onPress={() => open('/office/audit/index')}>
              {words.audit}
            </Button>
            <Button icon="list" onPress={() => open('/office/import/index')}>
              {words.imports}
            </Button>
            <Button icon="list" onPress={() => open('/office/topics/index')}>
              {topic.title}
            </Button>
            <Button icon="edit" onPress={() => open('/office/settings/index')}>
              {words.settings}
            </Button>
            <Button icon="info" onPress={() => open('/office/health/index')}>
              {words.health}
            </Button>
          </>
        )}
        {templatesOf[role] && (
          <Button icon="message" onPress={() => open(`/${templatesOf[role]}/templates/index`)}>
            {words.templates}
          </Button>
        )}
        <Button icon="person" onPress={() => open('/entry/invitation/index')}>
          {words.invitation}
        </Button>
        <Button icon="scan" onPress={() => open(canScan ? '/entry/scan/index' : '/entry/sign-in/index')}>
          {canScan ? words.scan : words.signIn}
        </Button>
        <Button icon="scan" onPress={() => open('/resident/code/index')}>
          {words.enterCode}
        </Button>
        <Button icon="letter" onPress={() => open('/resident/claim/index')}>
          {words.claim}
        </Button>
        <Button icon="person" label={`${privacy.mine}，${privacy.mineHint}`} onPress={() => open('/resident/mine-data/index')}>
          {privacy.mine}
        </Button>
        <Button icon="person" onPress={() => open('/resident/looked/index')}>
          {privacy.looked}
        </Button>
        <Button kind="link" onPress={() => open('/resident/published/index')}>
          {privacy.published}
        </Button>
        <Button kind="link" onPress={() => open('/resident/figures/index')}>
          {home.figures}
        </Button>
        <Button kind="link" onPress={() => open('/resident/agreement/index')}>
          {privacy.title}
        </Button>
        <View>
          <View className="lx-section" {...heading(2)}>
            {words.about}
          </View>
          <Card>
            <View className="lx-stack">
              {congress && <Text className="lx-text">{words.aboutWords(congress.name)}</Text>}
              <Text className="lx-text">{words.contactWords}</Text>
            </View>
          </Card>
        </View>
      </View>
    </Page>
  )
}

/** 通知, and how many of them are unread. */
function Notifications() {
  const { me: words } = useWords()
  const { data: me } = useMe()
  const { data } = useCall('notification.mine', { limit: 1 }, { isEnabled: me !== undefined, isLive: true })
  return (
    <Button icon="bell" onPress={() => open('/entry/notifications/index')}>
      {words.notifications(data?.unread ?? 0)}
    </Button>
  )
}

/** Giving up the role in which one works is asked once more, in place. */
function LeaveRole() {
  const { me: words, general } = useWords()
  const { role, roles } = useRole()
  const { data: me, refetch } = useMe()
  const [isAsking, setAsking] = useState(false)
  const { mutate, isPending, error } = useChange('membership.leave', {
    onDone: () => {
      setAsking(false)
      choose({ role: null })
      void refetch()
    },
  })
  const held = roles.find((each) => each.role === role)
  if (!me || !held) return null
  if (!isAsking)
    return (
      <Button kind="link" onPress={() => setAsking(true)}>
        {words.leave}
      </Button>
    )
  return (
    <Card>
      <View className="lx-stack">
        {error?.code === 'CONFLICT' ? <NoticeBar tone="error" title={words.leaveLast} /> : <RefusedBar error={error} />}
        <Text className="lx-text">{words.leaveSure(`${general.role[held.role]} ${held.name}`)}</Text>
        <Button kind="danger" isBusy={isPending} onPress={() => mutate({ role: held.role, targetId: held.id })}>
          {words.leave}
        </Button>
        <Button onPress={() => setAsking(false)}>{general.cancel}</Button>
      </View>
    </Card>
  )
}

/** The person's name, and the roles they hold here, one of which they work in. */
function WhoAmI() {
  const { me: words, general } = useWords()
  const { data: me } = useMe()
  const { role, roles } = useRole()
  const held: ShownRole[] = ['resident', ...new Set(roles.map((each) => each.role))]
  return (
    <View className="lx-stack">
      <Card>
        <View className="lx-row">
          <Icon name="person" size="large" />
          <View className="lx-grow">
            <View className="lx-heading" {...heading(1)}>
              {me?.name || words.noName}
            </View>
            <Text className="lx-small">{general.role[role]}</Text>
          </View>
        </View>
      </Card>
      {held.length > 1 && (
        <Choice
          name="role"
          label={words.roles}
          options={held.map((value) => {
            const names = roles.filter((each) => each.role === value).map(({ name }) => name)
            return { value, label: general.role[value], ...(names.length > 0 ? { hint: names.join(general.comma) } : {}) }
          })}
          value={role}
          onChoose={(chosen) => choose({ role: chosen })}
        />
      )}
      <LeaveRole />
    </View>
  )
}
