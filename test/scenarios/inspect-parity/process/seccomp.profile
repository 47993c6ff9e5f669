{ "defaultAction": "SCMP_ACT_ALLOW" }
