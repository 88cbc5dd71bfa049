function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ''));
}

/** Capitalised words and abbreviations of the trade: they name no thing of this organisation. In lower case. */
export const knownNames = words(`
  aws amazon iam mfa api apis s3 ec2 kms sts sso saml oidc cli sdk vpc ssh rdp utc asn ip ips ipv4 ipv6 vpn tor mitre att&ck
  cloudtrail guardduty config lambda organizations organization identity center secrets secret manager systems security hub cairn
  rds ecs eks ecr efs ebs ami amis ses sns sqs dynamodb bedrock cloudwatch cloudformation cloudfront eventbridge opensearch
  sagemaker cloudshell inspector macie athena glue redshift aurora fargate route53 ssm access analyzer console management
  json http https tls id ids arn arns cidr nacl nacls ci cd ci/cd soc url dns scp scps gpu cpu json i a the this it powershell github
  linux windows macos python terraform administrator administrators acl acls waf ddos kubernetes docker totp fido cve usd
  initial execution persistence privilege escalation stealth defense impairment credential discovery lateral movement
  collection command control exfiltration impact cloud accounts account logs log user role federation instance metadata service imds
`);

/** Parts of ordinary compounds such as long-lived and cross-account. */
export const compoundParts = words(`
  account accounts actor admin administrator after aged age alert based before being benign blast born bound break broad built business call
  calls case check close cloud co confidence console country created critical cross data day days de deep defined disable down driven early
  end error escalation evidence ex existing factor factors fact failed false federated few first flow follow free full glass group hand
  hard high higher hour hours human identity in ip in-depth its key known known-good large last late later least level life like likely line lived
  log logged long longer look low lower made main maintenance major malicious managed many medium mid minute minutes
  mfa multi multiple name named net network new newly non normal of off on one ongoing only open organisation organization
  other out over own part party peer per permission point positive post pre pressing prior privilege privileged privileges public
  range rate raw re read reading real region regional related resource risk role root run same scale seen self sensitive service session set
  severity short shared side sign signed single small so source step sub supplied tag takeover team term test the third time times to
  tool two type un uncommon unusual up use used user users value well wide window work working write writes year years zero
`);

/** Where a capital letter means a name of one of these, not of a thing: the day and month are checked as times. */
export const calendar = words(`
  monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april may june
  july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec am pm
`);

/** Services whose names look like actions. */
export const camelNames = words(`
  cloudtrail guardduty dynamodb cloudwatch cloudformation cloudfront eventbridge opensearch cloudshell powershell github
  gitlab sagemaker javascript macos ipv4 ipv6 youtube iot cloudhsm codebuild codepipeline codecommit codedeploy appstream
  workspaces documentdb memorydb elasticache quicksight lightsail fsx emr airflow
`);

export const numberWords: ReadonlyMap<string, string> = new Map(
  'two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index) => [word, String(index + 2)] as const),
);

/** Words that follow “user”, “role” or “bucket” without being its name; those in -ed, -ing and -ly need no list. */
export const followers = words(`
  a about access account accounts activity acts actions after again agent agents also an and any are arn as assumption at attached
  away base based because before being belongs between both but by call calls came can change changes console could created
  creation credential credentials data day days deletion did directly do does during either else event events ever every for
  from had has have having he held her him his history hold how however id identity if in inside instead into is it its
  itself itself key keys last later least level list lists log login made make management may means might more most must name names
  near never new nor not now of off on once only or other out over owner own owns page path permission permissions policies policy
  profile read reads record records right rights role roles root same seen sees session sessions set settings shall she should
  side sign since so sometimes still store such supply takeover than that the their them then there these they this those though through
  to together too trail trails trust two type types under until up use used user users via was went were what when where whether
  which while who whom whose why will with within without would write writes yet you
`);

/** Ordinary words that users and roles are often called. */
export const popularNames = words(
  'admin administrator root test tester deploy backup guest service prod dev',
);
