export default defineAppConfig({
  pages: ['tabs/home/index', 'tabs/stations/index', 'tabs/cases/index', 'tabs/me/index'],
  subPackages: [
    {
      root: 'resident',
      pages: [
        'report/index',
        'station/index',
        'deputy/index',
        'code/index',
        'case/index',
        'agreement/index',
        'mine-data/index',
        'leave/index',
        'looked/index',
        'publish/index',
        'published/index',
        'book/index',
        'visit/index',
        'visits/index',
        'claim/index',
        'figures/index',
        'joined/index',
      ],
    },
    { root: 'deputy', pages: ['case/index', 'receptions/index', 'reception/index', 'templates/index'] },
    {
      root: 'station',
      pages: ['case/index', 'content/index', 'today/index', 'reception/index', 'file/index', 'phone-notes/index', 'templates/index'],
    },
    {
      root: 'office',
      pages: ['identity/index', 'publications/index', 'topics/index', 'people/index', 'audit/index', 'settings/index', 'templates/index'],
    },
    { root: 'entry', pages: ['sign-in/index', 'scan/index', 'invitation/index', 'notifications/index', 'phones/index'] },
    // Every component in all its states; it shows nothing where the host is no demo.
    ...(process.env.TARO_ENV === 'h5' ? [{ root: 'gallery', pages: ['index'] }] : []),
  ],
  window: {
    navigationBarTitleText: '连心桥',
    navigationBarBackgroundColor: '@bar',
    navigationBarTextStyle: '@barText' as 'black',
    backgroundColor: '@background',
  },
  tabBar: {
    color: '@tab',
    selectedColor: '@tabOn',
    backgroundColor: '@bar',
    borderStyle: '@border' as 'white',
    list: [
      { pagePath: 'tabs/home/index', text: '首页', iconPath: 'assets/tabs/home.png', selectedIconPath: 'assets/tabs/home-on.png' },
      {
        pagePath: 'tabs/stations/index',
        text: '联络站',
        iconPath: 'assets/tabs/stations.png',
        selectedIconPath: 'assets/tabs/stations-on.png',
      },
      { pagePath: 'tabs/cases/index', text: '我的诉求', iconPath: 'assets/tabs/cases.png', selectedIconPath: 'assets/tabs/cases-on.png' },
      { pagePath: 'tabs/me/index', text: '我的', iconPath: 'assets/tabs/me.png', selectedIconPath: 'assets/tabs/me-on.png' },
    ],
  },
  darkmode: true,
  themeLocation: 'theme.json',
  // 2 MB may be fetched ahead for a page; all packages together are a quarter of that. Everybody reports, and whoever opens the list opens a case next.
  preloadRule: {
    'tabs/home/index': { network: 'all', packages: ['resident'] },
    'tabs/cases/index': { network: 'all', packages: ['resident', 'deputy', 'station'] },
  },
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
  requiredPrivateInfos: ['getFuzzyLocation', 'chooseLocation'],
  permission: { 'scope.userFuzzyLocation': { desc: '用于查找附近的联络站、确定您反映的事情在哪里' } },
})
