import Taro from '@tarojs/taro'

/** Lets markers that lie close together stand as one with their number; what a phone without it shows is every marker. */
export function clusterMarkers(mapId: string): void {
  try {
    const map = Taro.createMapContext(mapId)
    void Promise.resolve(
      map.initMarkerCluster({ enableDefaultStyle: true, zoomOnClick: true, gridSize: 60 } as Taro.MapContext.InitMarkerClusterOption),
    ).catch(() => {})
  } catch {
    // An old phone.
  }
}
