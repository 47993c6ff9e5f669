/**
 * The body of the Engine API's container create call, as far as Compose can fill it. Field names and units
 * are the Engine API's (1.41 to 1.51).
 */
export interface ContainerBody {
  Hostname?: string
  Domainname?: string
  User?: string
  AttachStdin?: boolean
  AttachStdout?: boolean
  AttachStderr?: boolean
  ExposedPorts?: Record<string, Record<string, never>>
  Tty?: boolean
  OpenStdin?: boolean
  StdinOnce?: boolean
  Env?: string[]
  Cmd?: string[] | null
  Healthcheck?: HealthBody
  Image: string
  Volumes?: Record<string, Record<string, never>>
  WorkingDir?: string
  Entrypoint?: string[] | null
  NetworkDisabled?: boolean
  MacAddress?: string
  Labels: Record<string, string>
  StopSignal?: string
  /** Seconds. */
  StopTimeout?: number
  HostConfig: HostConfigBody
  NetworkingConfig?: { EndpointsConfig: Record<string, EndpointBody> }
}

/** Durations in nanoseconds. */
export interface HealthBody {
  Test?: string[]
  Interval?: number
  Timeout?: number
  Retries?: number
  StartPeriod?: number
  StartInterval?: number
}

export interface HostConfigBody {
  Binds?: string[]
  LogConfig?: { Type: string; Config: Record<string, string> }
  NetworkMode?: string
  PortBindings?: Record<string, { HostIp: string; HostPort: string }[]>
  RestartPolicy?: { Name: string; MaximumRetryCount: number }
  AutoRemove?: boolean
  VolumeDriver?: string
  VolumesFrom?: string[]
  CapAdd?: string[]
  CapDrop?: string[]
  CgroupnsMode?: string
  Dns?: string[]
  DnsOptions?: string[]
  DnsSearch?: string[]
  ExtraHosts?: string[]
  GroupAdd?: string[]
  IpcMode?: string
  Links?: string[]
  OomScoreAdj?: number
  PidMode?: string
  Privileged?: boolean
  PublishAllPorts?: boolean
  ReadonlyRootfs?: boolean
  SecurityOpt?: string[]
  StorageOpt?: Record<string, string>
  Tmpfs?: Record<string, string>
  UTSMode?: string
  UsernsMode?: string
  ShmSize?: number
  Sysctls?: Record<string, string>
  Runtime?: string
  Isolation?: string
  Annotations?: Record<string, string>
  CpuShares?: number
  Memory?: number
  NanoCpus?: number
  CgroupParent?: string
  BlkioWeight?: number
  BlkioWeightDevice?: { Path: string; Weight: number }[]
  BlkioDeviceReadBps?: ThrottleBody[]
  BlkioDeviceWriteBps?: ThrottleBody[]
  BlkioDeviceReadIOps?: ThrottleBody[]
  BlkioDeviceWriteIOps?: ThrottleBody[]
  CpuPeriod?: number
  CpuQuota?: number
  CpuRealtimePeriod?: number
  CpuRealtimeRuntime?: number
  CpusetCpus?: string
  Devices?: { PathOnHost: string; PathInContainer: string; CgroupPermissions: string }[]
  DeviceCgroupRules?: string[]
  DeviceRequests?: DeviceRequestBody[]
  MemoryReservation?: number
  MemorySwap?: number
  MemorySwappiness?: number
  OomKillDisable?: boolean
  PidsLimit?: number
  Ulimits?: { Name: string; Soft: number; Hard: number }[]
  CpuCount?: number
  CpuPercent?: number
  Mounts?: MountBody[]
  MaskedPaths?: string[]
  ReadonlyPaths?: string[]
  Init?: boolean
}

export interface ThrottleBody {
  Path: string
  Rate: number
}

export interface DeviceRequestBody {
  Driver?: string
  Count?: number
  DeviceIDs?: string[]
  Capabilities?: string[][]
  Options?: Record<string, string>
}

export interface MountBody {
  Type: string
  Source?: string
  Target: string
  ReadOnly?: boolean
  Consistency?: string
  BindOptions?: {
    Propagation?: string
    NonRecursive?: boolean
    CreateMountpoint?: boolean
    ReadOnlyNonRecursive?: boolean
    ReadOnlyForceRecursive?: boolean
  }
  VolumeOptions?: {
    NoCopy?: boolean
    Labels?: Record<string, string>
    Subpath?: string
    DriverConfig?: { Name?: string; Options?: Record<string, string> }
  }
  TmpfsOptions?: { SizeBytes?: number; Mode?: number }
  ImageOptions?: { Subpath?: string }
}

export interface EndpointBody {
  /** The asked-for address once more: the engine shows it until the container starts. */
  IPAddress?: string
  IPAMConfig?: { IPv4Address?: string; IPv6Address?: string; LinkLocalIPs?: string[] }
  Links?: string[]
  Aliases?: string[]
  MacAddress?: string
  DriverOpts?: Record<string, string>
  GwPriority?: number
}

/** The body of the network create call. */
export interface NetworkBody {
  Name: string
  Driver?: string
  Internal?: boolean
  Attachable?: boolean
  EnableIPv4?: boolean
  EnableIPv6?: boolean
  IPAM?: {
    Driver?: string
    Config?: {
      Subnet?: string
      IPRange?: string
      Gateway?: string
      AuxiliaryAddresses?: Record<string, string>
    }[]
    Options?: Record<string, string>
  }
  Options?: Record<string, string>
  Labels: Record<string, string>
}

/** The body of the volume create call. */
export interface VolumeBody {
  Name: string
  Driver?: string
  DriverOpts?: Record<string, string>
  Labels: Record<string, string>
}
