import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { recursiveMerge } from '@tarojs/helper'
import { Weapp } from '@tarojs/plugin-platform-weapp'
import { aria, TEMPLATES } from './templates'

/** Writes the templates that Taro's WeChat platform gives every build, and a component that shows whatever is rendered into it. */
export default async function setup(): Promise<void> {
  const context = { helper: { recursiveMerge } } as unknown as ConstructorParameters<typeof Weapp>[0]
  const platform = new Weapp(context, {}, {})
  platform.modifyTemplate({})
  const { template } = platform
  template.mergeComponents(context, aria())
  const config = { includes: new Set<string>(), exclude: new Set<string>(), thirdPartyComponents: new Map(), includeAll: true } as never
  const json = (content: unknown) => JSON.stringify(content)
  const files = {
    'base.wxml': template.buildTemplate(config),
    'utils.wxs': template.buildXScript(),
    'comp.wxml': template.buildBaseComponentTemplate('.wxml'),
    'comp.json': json({ component: true, styleIsolation: 'apply-shared', usingComponents: { comp: './comp' } }),
    'comp.js': `Component(require('@tarojs/runtime').createRecursiveComponentConfig())`,
    'shown.wxml': '<import src="./base.wxml" /><template is="taro_tmpl" data="{{root:root}}" />',
    'shown.json': json({ component: true, usingComponents: { comp: './comp' } }),
    'shown.js': 'Component(global.shownDefinition)',
  }
  await rm(TEMPLATES, { recursive: true, force: true })
  await mkdir(TEMPLATES, { recursive: true })
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(TEMPLATES, name), content)
}
