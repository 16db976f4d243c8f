import Taro from '@tarojs/taro'
import { CLOUD_ENV } from './environment'

/** Opens the way to the cloud functions, where this platform has one. */
export function startCloud(): void {
  if (process.env.TARO_ENV !== 'weapp' || !Taro.cloud) return
  Taro.cloud.init({
    env: CLOUD_ENV || (Taro as unknown as { cloud: { DYNAMIC_CURRENT_ENV?: string } }).cloud.DYNAMIC_CURRENT_ENV,
    traceUser: false,
  } as Taro.cloud.IInitConfig)
}
